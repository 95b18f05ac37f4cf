"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- Whose account a mail is about. An address alone says nothing: it may be another's, or was given up since.
    ALTER TABLE mails ADD COLUMN user_id uuid CONSTRAINT mails_user_id_fkey REFERENCES users (id) ON DELETE SET NULL;
    CREATE INDEX mails_user_id_idx ON mails (user_id);
    -- Until now it was told by the address; only one that was proved is believed.
    UPDATE mails m SET user_id = u.id FROM users u
      WHERE u.email = m.recipient AND u.email_verified_at IS NOT NULL AND m.created_at >= u.created_at;
  `,
  down: "ALTER TABLE mails DROP COLUMN user_id;",
});
