import { TooManyAddresses } from "../../../errors/identity.js";
import { ValidationFailed } from "../../../errors/system.js";
import type { Address } from "../../../lib/address.js";
import { addressFlaws } from "./addressRules.js";
import { UserAddress } from "../../../models/identity/UserAddress.js";

type Defaults = { isDefaultShipping?: boolean | undefined; isDefaultBilling?: boolean | undefined };
type Changes = { [Field in keyof Address]?: Address[Field] | undefined } & Defaults;

const MOST = 50;

/**
 * Adds an address to the user's book.
 * @param userId whose row is locked: two that are added at once are counted, and made the default, one after the other
 * @throws ValidationFailed when it does not fit its country, TooManyAddresses
 */
export async function addAddress(userId: string, address: Address & Defaults): Promise<UserAddress> {
  assertFits(address);
  if ((await UserAddress.count({ where: { userId } })) >= MOST) throw new TooManyAddresses();
  await clearDefaults(userId, address);
  return UserAddress.create({ ...address, userId });
}

/**
 * Changes an address; what is undefined stays.
 * @param address of a user whose row is locked, because defaults are theirs
 * @throws ValidationFailed when the whole of it does not fit its country
 */
export async function changeAddress(address: UserAddress, changes: Changes): Promise<void> {
  const told = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  assertFits({ ...address.get({ plain: true }), ...told });
  await clearDefaults(address.userId, changes);
  await address.reload();
  await address.update(told);
}

function assertFits(address: Address): void {
  const errors = addressFlaws(address);
  if (errors.length > 0) throw new ValidationFailed({ errors });
}

/** There is one default of each kind: making an address it takes that from the one before. */
async function clearDefaults(
  userId: string,
  { isDefaultShipping, isDefaultBilling }: Defaults,
): Promise<void> {
  if (isDefaultShipping)
    await UserAddress.update({ isDefaultShipping: false }, { where: { userId, isDefaultShipping: true } });
  if (isDefaultBilling)
    await UserAddress.update({ isDefaultBilling: false }, { where: { userId, isDefaultBilling: true } });
}
