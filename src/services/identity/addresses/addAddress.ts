import { TooManyAddresses } from "../../../errors/identity.js";
import type { Address } from "../../../lib/address.js";
import { type Defaults, UserAddress } from "../../../models/identity/UserAddress.js";
import { lockSelf, type Me } from "../sessions/lockSelf.js";
import { assertAddressFits } from "./assertAddressFits.js";

const MOST = 50;

/**
 * Adds an address to the user's address book.
 * @throws InvalidToken, ValidationFailed if the address does not fit its country, TooManyAddresses
 */
export async function addAddress(me: Me, address: Address & Defaults): Promise<UserAddress> {
  // The lock on the user serialises parallel requests: the limit and the defaults apply to the whole address book.
  const { id: userId } = await lockSelf(me);
  assertAddressFits(address);
  if ((await UserAddress.count({ where: { userId } })) >= MOST) throw new TooManyAddresses();
  await UserAddress.clearDefaults(userId, address);
  return UserAddress.create({ ...address, userId });
}
