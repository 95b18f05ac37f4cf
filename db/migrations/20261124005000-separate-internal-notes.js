"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- note is shown to the customer, internal_note to staff only. Notes that staff wrote before were meant for staff.
    ALTER TABLE order_status_changes ADD COLUMN internal_note text;
    UPDATE order_status_changes SET internal_note = note, note = NULL WHERE actor ~ '^(admin|api_key):' AND note IS NOT NULL;
    ALTER TABLE order_status_changes ADD CONSTRAINT order_status_changes_internal_note_check
      CHECK (internal_note IS NULL OR actor NOT IN ('customer', 'guest'));
  `,
  down: `
    UPDATE order_status_changes SET note = concat_ws(E'\\n', note, internal_note) WHERE internal_note IS NOT NULL;
    ALTER TABLE order_status_changes DROP COLUMN internal_note;
  `,
});
