import { api, type Headers } from "../api.js";
import { sql } from "../database.js";
import { createCategory, createProduct } from "../factories/catalog/products.js";
import { fillCart, onlyVariant } from "../factories/cart/carts.js";
import { createUser, logInAs } from "../factories/identity/users.js";
import { decide, key, placeOrder } from "../factories/orders/orders.js";
import { drainQueue } from "../jobs.js";

export type Statements = [text: string, values?: unknown[]][];

type OrderSubject = { order: string; payment: string; variant: string; cart: string };

/** The data before the damage: orders of each kind, an account, a category with a child. */
export type Subjects = Record<"pending" | "paid" | "refunded" | "cancelled", OrderSubject> & {
  user: string;
  otherUser: string;
  session: string;
  openCart: string;
  unsold: { product: string; variant: string };
  category: string;
  child: string;
};

const firstId = async (text: string, value: string) => {
  const [row] = await sql<{ id: string }>(text, [value]);
  if (!row) throw new Error(`no row: ${text}`);
  return row.id;
};

async function subjectOf(headers?: Headers, { pay = false, cancel = false } = {}): Promise<OrderSubject> {
  const { order, payment, variantId, owner } = await placeOrder({ quantity: 2, ...(headers && { headers }) });
  if (pay) await decide(payment.id, "paid");
  if (cancel) await api.post(`/api/v1/orders/${order.id}/cancellation`, {}, { ...owner, ...key() });
  await drainQueue();
  const cart = await firstId("SELECT cart_id AS id FROM orders WHERE id = $1", order.id);
  return { order: order.id, payment: payment.id, variant: variantId, cart };
}

export async function makeSubjects(): Promise<Subjects> {
  const user = await createUser();
  const headers = await logInAs(user);
  const product = await createProduct();
  const variant = onlyVariant(product).id;
  await fillCart([{ variantId: variant, quantity: 1 }], headers);
  const category = await createCategory();
  const child = await createCategory({ parentId: category.id });
  const unsold = await createProduct();
  return {
    pending: await subjectOf(),
    paid: await subjectOf(undefined, { pay: true }),
    refunded: await subjectOf(undefined, { pay: true, cancel: true }),
    cancelled: await subjectOf(undefined, { cancel: true }),
    user: user.id,
    otherUser: (await createUser()).id,
    session: await firstId("SELECT id FROM sessions WHERE user_id = $1", user.id),
    openCart: await firstId("SELECT id FROM carts WHERE user_id = $1 AND closed_at IS NULL", user.id),
    unsold: { product: unsold.id, variant: onlyVariant(unsold).id },
    category: category.id,
    child: child.id,
  };
}
