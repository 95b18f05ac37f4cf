import { statement } from "../../../database/statement.js";

/**
 * One statement with one row whether there is an account or not, so that the time does not reveal it.
 * @returns the id of the account with this e-mail address or username, else the login itself
 */
export const findAccountKey = statement<{ key: string }, { login: string }>(
  `SELECT coalesce((SELECT id::text FROM users WHERE email = :login OR username = :login), :login::text) AS key`,
);
