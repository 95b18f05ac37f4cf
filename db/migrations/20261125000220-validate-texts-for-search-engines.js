"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    ALTER TABLE products VALIDATE CONSTRAINT products_seo_title_check;
    ALTER TABLE products VALIDATE CONSTRAINT products_seo_description_check;
  `,
  down: "SELECT",
});
