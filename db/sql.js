"use strict";

/**
 * A migration out of two SQL texts, each run in one transaction: it happens whole or not at all.
 * Plain SQL, because every constraint, partial index and trigger is stated and named there.
 * @param {{ up: string, down: string }} texts
 */
exports.migration = ({ up, down }) => {
  const run = (sql) => (queryInterface) =>
    queryInterface.sequelize.transaction((transaction) =>
      // The role's own limit on statements is for shoppers; building an index may take longer.
      queryInterface.sequelize.query(`SET LOCAL statement_timeout = 0; ${sql}`, { transaction }),
    );
  return { up: run(up), down: run(down) };
};
