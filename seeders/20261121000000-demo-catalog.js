"use strict";

// `npx sequelize-cli db:seed:all` and `db:seed:undo:all`: the demo catalogue, through the shop's own importer. It runs
// the compiled services (dist/), which read the same database configuration as sequelize-cli, db/config.js.

/** @param {string} name a compiled module, relative to dist/ */
function built(name) {
  try {
    return require(`../dist/${name}`);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    throw new Error("There is no build to seed with: run `npm run build` first.", { cause: error });
  }
}

/** Runs `work` on the application's own connections, and closes them, or the command would not end. */
async function withShop(work) {
  built("models/index.js");
  const { sequelize } = built("database/sequelize.js");
  try {
    await work();
  } finally {
    await sequelize.close();
  }
}

module.exports = {
  up: () =>
    withShop(async () => {
      await built("services/pricing/ensureShippingOptions.js").ensureShippingOptions();
      const summary = await built("services/catalog/demo/seedDemoCatalog.js").seedDemoCatalog();
      if (!summary) console.log("The shop has products already: nothing was seeded.");
      else console.log(`${summary.products.created} demo products were added.`);
    }),
  down: () =>
    withShop(async () => {
      const removed = await built("services/catalog/demo/removeDemoCatalog.js").removeDemoCatalog();
      console.log(`${removed} demo products that nobody ordered were removed.`);
    }),
};
