import { findAccountKey } from "../../../models/identity/access/findAccountKey.js";

/**
 * The key that attempts of a log-in are counted on: the account's id, so that its e-mail address and its username count
 * together, or the login where there is no account.
 * @param login normalised (lib/identity.ts)
 */
export async function accountNamed(login: string): Promise<string> {
  const [row] = await findAccountKey({ login });
  return row?.key ?? login;
}
