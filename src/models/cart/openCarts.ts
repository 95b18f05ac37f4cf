import { statement } from "../../database/statement.js";
import type { Address } from "../../lib/address.js";
import { newId } from "../../lib/ids.js";

/** The open cart of an owner. Hand-written, because every cart request runs one of these (measured). */

export type CartHeader = { id: string; version: number; currency: string };

/** A customer has one open cart; a guest has the one whose secret has this hash. */
export type CartOwner = { userId: string } | { tokenHash: string };

const HEADER = "id, version, currency";
const OF_USER = "user_id = :userId AND closed_at IS NULL";
const OF_GUEST = "token_hash = :tokenHash AND user_id IS NULL AND closed_at IS NULL";

const find = {
  ofUser: statement<CartHeader, { userId: string }>(`SELECT ${HEADER} FROM carts WHERE ${OF_USER}`),
  ofGuest: statement<CartHeader, { tokenHash: string }>(`SELECT ${HEADER} FROM carts WHERE ${OF_GUEST}`),
};

const TOUCH = "UPDATE carts SET updated_at = now(), currency = :currency";
const lock = {
  ofUser: statement<CartHeader, { userId: string; currency: string }>(
    `${TOUCH} WHERE ${OF_USER} RETURNING ${HEADER}`,
  ),
  ofGuest: statement<CartHeader, { tokenHash: string; currency: string }>(
    `${TOUCH} WHERE ${OF_GUEST} RETURNING ${HEADER}`,
  ),
};

type NewCart = {
  id: string;
  userId: string | null;
  tokenHash: string | null;
  currency: string;
  shippingAddress: Address | null;
  shippingOptionId: string | null;
};

const insert = statement<CartHeader, NewCart>(`
  INSERT INTO carts (id, user_id, token_hash, currency, shipping_address, shipping_option_id)
  VALUES (:id, :userId, :tokenHash, :currency, :shippingAddress, :shippingOptionId)
  ON CONFLICT (user_id) WHERE closed_at IS NULL DO UPDATE SET updated_at = now(), currency = EXCLUDED.currency
  RETURNING ${HEADER}`);

export async function findOpenCart(owner: CartOwner): Promise<CartHeader | null> {
  const [cart] = await ("userId" in owner ? find.ofUser(owner) : find.ofGuest(owner));
  return cart ?? null;
}

/**
 * Locks the open cart until the transaction ends. The lock is an UPDATE, so carts_version_trigger raises the version:
 * `version` is the one after this change.
 * @param currency the shop's; the cart takes it over, because current prices apply
 */
export async function lockOpenCart(owner: CartOwner, currency: string): Promise<CartHeader | null> {
  const [cart] = await ("userId" in owner
    ? lock.ofUser({ ...owner, currency })
    : lock.ofGuest({ ...owner, currency }));
  return cart ?? null;
}

/**
 * Opens a cart and locks it until the transaction ends. If another request has just opened the customer's cart, locks
 * that one and keeps its shipping.
 */
export async function openCart(
  owner: CartOwner,
  currency: string,
  shipping: Pick<NewCart, "shippingAddress" | "shippingOptionId"> = {
    shippingAddress: null,
    shippingOptionId: null,
  },
): Promise<CartHeader> {
  const [cart] = await insert({
    id: newId(),
    userId: "userId" in owner ? owner.userId : null,
    tokenHash: "tokenHash" in owner ? owner.tokenHash : null,
    currency,
    shippingAddress: shipping.shippingAddress,
    shippingOptionId: shipping.shippingOptionId,
  });
  if (!cart) throw new Error("no cart was opened");
  return cart;
}
