"use strict";

const { migration } = require("../sql");

// The next migration validates the CHECKs, so that no lock on writes lasts as long as the scan of the table.
module.exports = migration({
  up: `
    ALTER TABLE products ADD COLUMN seo_title text, ADD COLUMN seo_description text,
      ADD CONSTRAINT products_seo_title_check CHECK (length(seo_title) BETWEEN 1 AND 255) NOT VALID,
      ADD CONSTRAINT products_seo_description_check CHECK (length(seo_description) BETWEEN 1 AND 5000) NOT VALID;
  `,
  down: `
    ALTER TABLE products DROP COLUMN seo_title, DROP COLUMN seo_description;
  `,
});
