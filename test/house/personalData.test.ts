import { expect } from "chai";
import { sql } from "../support/database.js";

/**
 * What closing an account does with every row that refers to a user, and with every column that holds an e-mail address
 * (src/services/account/closeAccount.ts). A new foreign key or column fails this test until it is handled there and
 * listed here; test/requests/identity/erasure.test.ts then checks that the data is gone.
 */
const REFERENCES: Record<string, string> = {
  "addresses.user_id": "deleted by eraseAccount()",
  "api_keys.created_by": "kept: names the user by id only, and the key stays valid",
  "carts.user_id": "deleted by eraseCartsOf(), or kept without the address where an order refers to the cart",
  "email_changes.user_id": "deleted by eraseAccount()",
  "mails.user_id": "deleted by closeAccount()",
  "one_time_codes.user_id": "deleted by eraseAccount()",
  "orders.user_id": "kept: bookkeeping needs the order (docs/decisions.md)",
  "recovery_codes.user_id": "deleted by eraseAccount()",
  "review_votes.user_id": "deleted by eraseReviewsOf()",
  "reviews.user_id": "made null by eraseReviewsOf(); unpublished reviews are deleted (docs/decisions.md)",
  "sessions.user_id": "deleted by eraseAccount(), with the refresh tokens",
  "user_identities.user_id": "deleted by eraseAccount()",
};

const ADDRESSES: Record<string, string> = {
  "email_changes.previous_email": "deleted with its row",
  "mails.recipient": "deleted with its row",
  "one_time_codes.email": "deleted with its row",
  "orders.email": "kept: bookkeeping needs the order (docs/decisions.md)",
  "user_identities.email": "deleted with its row",
  "users.email": "replaced by User.softDelete()",
};

/** Columns with a foreign key to users. */
const USER_KEYS = `
  SELECT c.conrelid::regclass::text || '.' || a.attname AS place
  FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
  WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass`;

const placesOf = (rows: { place: string }[]): string[] => rows.map(({ place }) => place).sort();

describe("Personal data", () => {
  it("is handled by closeAccount() in every row that refers to a user", async () => {
    expect(placesOf(await sql(USER_KEYS))).to.deep.equal(Object.keys(REFERENCES).sort());
  });

  it("is handled by closeAccount() in every column that is named after an e-mail address or its recipient", async () => {
    const columns = await sql<{ place: string }>(
      `SELECT table_name || '.' || column_name AS place
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type IN ('text', 'character varying', 'jsonb')
         AND column_name ~ 'mail|recipient'`,
    );
    expect(placesOf(columns)).to.deep.equal(Object.keys(ADDRESSES).sort());
  });

  it("is kept by id in no column that lacks a foreign key, except the listed ones", async () => {
    const columns = await sql<{ place: string }>(
      `SELECT c.table_name || '.' || c.column_name AS place
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name ~ '(^|_)(user|customer|actor)_id$'`,
    );
    const referenced = placesOf(await sql(USER_KEYS));
    const unreferenced = placesOf(columns).filter((place) => !referenced.includes(place));
    // The audit log names users by id and is never deleted.
    expect(unreferenced).to.deep.equal(["audit_log.actor_id"]);
  });
});
