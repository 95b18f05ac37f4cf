import { config } from "../../config.js";
import { StaleVersion } from "../../errors/system.js";
import { assertFresh, type RequestFacts } from "../../http/action.js";
import { hashSecret, newId, newSecret } from "../../lib/ids.js";
import type { Caller } from "../../lib/caller.js";
import {
  type CartHeader,
  findOpenCart,
  insertCart,
  touchOpenCart,
} from "../../models/cart/cartStatements.js";

/** A cart that was locked for a change; `newToken` is the guest's secret when the cart was opened just now. */
export type LockedCart = CartHeader & { newToken: string | null };

type Lookup<Params, More> = (params: Params & More) => Promise<CartHeader[]>;
type Lookups<More> = {
  ofUser: Lookup<{ userId: string }, More>;
  ofGuest: Lookup<{ tokenHash: string }, More>;
};

/** A customer has one open cart; a guest has the one that belongs to their secret. */
function ofShopper<More>(by: Lookups<More>, { user, cartToken }: Caller, more: More): Promise<CartHeader[]> {
  if (user) return by.ofUser({ userId: user.id, ...more });
  return cartToken ? by.ofGuest({ tokenHash: hashSecret(cartToken), ...more }) : Promise.resolve([]);
}

export async function findCart(caller: Caller): Promise<CartHeader | null> {
  const [cart] = await ofShopper(findOpenCart, caller, {});
  return cart ?? null;
}

/**
 * Locks the shopper's open cart and raises its version.
 * @returns null when there is none
 * @throws StaleVersion when `If-Match` names another version than the one before this change
 */
export async function lockCart(
  caller: Caller,
  request: Pick<RequestFacts, "ifMatch">,
): Promise<LockedCart | null> {
  const [cart] = await ofShopper(touchOpenCart, caller, { currency: config.currency });
  if (!cart) {
    if (request.ifMatch !== null) throw new StaleVersion();
    return null;
  }
  assertFresh(request, cartEtag({ ...cart, version: cart.version - 1 }));
  return { ...cart, newToken: null };
}

/** The same, and opens a cart where there is none. */
export async function lockOrOpenCart(
  caller: Caller,
  request: Pick<RequestFacts, "ifMatch">,
): Promise<LockedCart> {
  return (await lockCart(caller, request)) ?? openCart(caller);
}

async function openCart({ user }: Caller): Promise<LockedCart> {
  const newToken = user ? null : newSecret();
  const header = { id: newId(), currency: config.currency };
  const [cart] = user
    ? await insertCart.ofUser({ ...header, userId: user.id })
    : await insertCart.ofGuest({ ...header, tokenHash: hashSecret(newToken ?? "") });
  if (!cart) throw new Error("no cart could be opened");
  return { ...cart, newToken };
}

export const cartEtag = ({ id, version }: Pick<CartHeader, "id" | "version">): string => `${id}.${version}`;
