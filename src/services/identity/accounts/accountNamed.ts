import { findAccountKey } from "../../../models/identity/access/findAccountKey.js";

/**
 * The key under which login attempts are counted: the account's id, so that its e-mail address and its username count
 * together, or the login itself if there is no account.
 * @param login normalised (lib/identity.ts)
 */
export async function accountNamed(login: string): Promise<string> {
  const [row] = await findAccountKey({ login });
  return row?.key ?? login;
}
