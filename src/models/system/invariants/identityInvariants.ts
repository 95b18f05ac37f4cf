import type { Invariant } from "./invariant.js";

/** The form in which lib/identity.ts compares and stores an e-mail address or a username. */
const normalised = (column: string) => `lower(btrim(normalize(${column}, NFKC)))`;

export const identityInvariants: Invariant[] = [
  {
    name: "one_live_token_per_session",
    meaning: "A session that has not ended has exactly one refresh token that has not been exchanged.",
    breaches: `
      SELECT s.id AS session_id, s.user_id, count(t.id) AS live_tokens
      FROM sessions s LEFT JOIN refresh_tokens t ON t.session_id = s.id AND t.rotated_at IS NULL
      WHERE s.ended_at IS NULL GROUP BY s.id HAVING count(t.id) <> 1`,
  },
  {
    // The application sets both times before it waits for the row, and the clocks of processes differ: hence a minute.
    name: "no_token_after_session_end",
    meaning: "A session that has ended issues no refresh token.",
    breaches: `
      SELECT t.id AS refresh_token_id, s.id AS session_id, s.ended_at, t.created_at
      FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
      WHERE t.created_at > s.ended_at + interval '1 minute'`,
  },
  {
    name: "identities_are_unique",
    meaning: "No two accounts have the same e-mail address or the same username in normalised form.",
    breaches: `
      SELECT 'email' AS field, array_agg(id ORDER BY id) AS user_ids FROM users
      GROUP BY ${normalised("email")} HAVING count(*) > 1
      UNION ALL
      SELECT 'username', array_agg(id ORDER BY id) FROM users WHERE username IS NOT NULL
      GROUP BY ${normalised("username")} HAVING count(*) > 1`,
  },
  {
    name: "identities_are_normalised",
    meaning: "E-mail addresses and usernames are stored in normalised form.",
    breaches: `
      SELECT id AS user_id, email <> ${normalised("email")} AS email, username <> ${normalised("username")} AS username
      FROM users WHERE email <> ${normalised("email")} OR username <> ${normalised("username")}`,
  },
  {
    name: "one_account_per_external_identity",
    meaning: "An identity of an OpenID Connect provider belongs to one account.",
    breaches: `
      SELECT provider, array_agg(user_id ORDER BY id) AS user_ids FROM user_identities
      GROUP BY provider, issuer, subject HAVING count(*) > 1`,
  },
  {
    name: "one_live_code_per_purpose",
    meaning: "A user has at most one live one-time code for each purpose.",
    breaches: `
      SELECT user_id, purpose, array_agg(id ORDER BY id) AS code_ids FROM one_time_codes
      WHERE consumed_at IS NULL AND replaced_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1`,
  },
];
