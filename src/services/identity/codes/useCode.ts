import { WITHOUT_KEY } from "../../../database/locks.js";
import { InvalidCode } from "../../../errors/identity.js";
import { OneTimeCode } from "../../../models/identity/OneTimeCode.js";
import { User } from "../../../models/identity/User.js";
import type { RightCode } from "./checkCode.js";

/**
 * Consumes a correct code, in the transaction of its effect. Only one of parallel requests succeeds.
 * @returns the user, locked
 * @throws InvalidCode for the others, and if the address has changed since
 */
export async function useCode({ codeId, user }: RightCode): Promise<User> {
  const locked = await User.findByPk(user.id, { lock: WITHOUT_KEY });
  if (locked?.email !== user.email || !(await OneTimeCode.consume(codeId))) throw new InvalidCode();
  return locked;
}
