import { TooManyAddresses, ValidationFailed } from "../../errors.js";
import type { Address } from "../../lib/address.js";
import { addressFlaws } from "../../lib/addressRules.js";
import { User } from "../../models/identity/User.js";
import { UserAddress } from "../../models/identity/UserAddress.js";

type Defaults = { isDefaultShipping?: boolean | undefined; isDefaultBilling?: boolean | undefined };
type Changes = { [Field in keyof Address]?: Address[Field] | undefined } & Defaults;

const MOST = 50;

/**
 * Adds an address to the user's book.
 * @throws ValidationFailed when it does not fit its country, TooManyAddresses
 */
export async function addAddress(userId: string, address: Address & Defaults): Promise<UserAddress> {
  assertFits(address);
  // Two that are added at once are counted, and made the default, one after the other.
  await User.lockById(userId);
  if ((await UserAddress.count({ where: { userId } })) >= MOST) throw new TooManyAddresses();
  await clearDefaults(userId, address);
  return UserAddress.create({ ...address, userId });
}

/**
 * Changes an address; what is undefined stays.
 * @param address locked, and its user before it
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
