import { positional } from "../../../database/statement.js";

const find = positional<{ account: string }>(
  `SELECT coalesce((SELECT id::text FROM users WHERE email = $1 OR username = $1), $1::text) AS account`,
);

/**
 * What the attempts of a login are counted on: the account's id, so that e-mail address and username count together,
 * or the name as it was typed where there is no account. One statement with one row in both cases, so the time
 * does not tell which it was.
 * @param login normalised (lib/identity.ts)
 */
export async function accountNamed(login: string): Promise<string> {
  const [row] = await find([login]);
  return row?.account ?? login;
}
