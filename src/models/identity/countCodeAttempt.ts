import { statement } from "../../database/statement.js";
import type { CodePurpose } from "./vocabulary.js";

type Attempt = { email: string; purpose: CodePurpose; now: Date; maxAttempts: number };

/**
 * Counts an attempt on the live code of an address. Conditional, and one statement whether there is an account or not.
 * It does not wait for the disk: only a live code has an attempt to write, and the wait would reveal it. A crash of the
 * database may lose the attempts of its last half second.
 * @returns the code, or nothing
 */
export const countCodeAttempt = statement<{ id: string; userId: string; codeHash: string }, Attempt>(
  `UPDATE one_time_codes c SET attempts = attempts + 1 FROM users u
   WHERE u.email = :email AND u.anonymized_at IS NULL AND c.user_id = u.id AND c.purpose = :purpose
     AND c.email = u.email AND consumed_at IS NULL AND replaced_at IS NULL AND expires_at > :now
     AND attempts < :maxAttempts
     AND set_config('synchronous_commit', 'off', true) = 'off'
   RETURNING c.id, user_id AS "userId", code_hash AS "codeHash"`,
);
