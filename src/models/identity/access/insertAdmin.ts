import { statement } from "../../../database/statement.js";

/**
 * Conditional, hence a statement: inserts nothing where the address has an account. The address counts as verified.
 * @returns one row, or none
 */
export const insertAdmin = statement<{ id: string }, { id: string; email: string; passwordHash: string }>(
  `INSERT INTO users (id, email, password_hash, role, email_verified_at)
   VALUES (:id, :email, :passwordHash, 'admin', now())
   ON CONFLICT (email) DO NOTHING RETURNING id`,
);
