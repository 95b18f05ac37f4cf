import type { Address } from "../../../lib/address.js";
import { assertFresh } from "../../system/preconditions.js";
import { type Defaults, UserAddress } from "../../../models/identity/UserAddress.js";
import { lockSelf, type Me } from "../sessions/lockSelf.js";
import { assertAddressFits } from "./assertAddressFits.js";

type Changes = { [Field in keyof Address]?: Address[Field] | undefined } & Defaults;

/**
 * Changes an address of the user; undefined fields stay unchanged.
 * @throws InvalidToken, NotFound, StaleVersion, ValidationFailed if the result does not fit its country
 */
export async function changeAddress(
  me: Me,
  id: string,
  changes: Changes,
  ifMatch: string | null,
): Promise<UserAddress> {
  const { id: userId } = await lockSelf(me);
  const address = await UserAddress.ofUser(userId, id);
  assertFresh(ifMatch, address.etag);
  const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  assertAddressFits({ ...address.get({ plain: true }), ...defined });
  await UserAddress.clearDefaults(userId, changes);
  await address.reload();
  return address.update(defined);
}
