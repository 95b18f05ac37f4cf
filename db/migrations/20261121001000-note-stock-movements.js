"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- What a person says about an adjustment: "broken in transit".
    ALTER TABLE stock_movements ADD COLUMN note text;
  `,
  down: "ALTER TABLE stock_movements DROP COLUMN note;",
});
