import { expect } from "chai";
import { sql } from "./database.js";

/** What may never be, whatever raced: each finds rows that break the rule of its name. */
const INVARIANTS: Record<string, string> = {
  "one live token per running family": `
    SELECT s.id FROM sessions s LEFT JOIN refresh_tokens t ON t.session_id = s.id AND t.rotated_at IS NULL
    WHERE s.ended_at IS NULL GROUP BY s.id HAVING count(t.id) <> 1`,
  "none made once the family was revoked": `
    SELECT t.id FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE t.created_at > s.ended_at`,
  "one account per address and per username": `
    SELECT lower(name) FROM users, unnest(ARRAY['email ' || email, 'username ' || username]) AS name
    WHERE name IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
  "one account per identity of a provider": `
    SELECT issuer, subject FROM user_identities GROUP BY 1, 2 HAVING count(*) > 1`,
  "at most one live code per user and purpose": `
    SELECT user_id, purpose FROM one_time_codes WHERE consumed_at IS NULL AND replaced_at IS NULL
    GROUP BY 1, 2 HAVING count(*) > 1`,
};

/** Holds the database against what is always true of accounts, sessions and codes. */
export async function expectIdentityInvariants(): Promise<void> {
  for (const [rule, breaches] of Object.entries(INVARIANTS))
    expect(await sql(breaches), rule).to.deep.equal([]);
}
