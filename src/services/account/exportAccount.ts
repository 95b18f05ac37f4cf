import type { SignedInUser } from "../../lib/caller.js";
import { findOpenCart } from "../../models/cart/openCarts.js";
import {
  activityOf,
  emailChangesOf,
  identitiesOf,
  mailsOf,
  sessionsOf,
} from "../../models/identity/accountRecords.js";
import { User } from "../../models/identity/User.js";
import { UserAddress } from "../../models/identity/UserAddress.js";
import { listOrders } from "../../models/orders/listOrders.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { priceCart } from "../cart/priceCart.js";

export type AccountExport = Awaited<ReturnType<typeof exportAccount>>;

/** Everything that is held about a person (GDPR, articles 15 and 20), without what is secret. */
export async function exportAccount({ id }: Pick<SignedInUser, "id">) {
  const user = await User.loadForView(id);
  const openCart = await findOpenCart({ userId: id });
  return {
    user,
    addresses: await UserAddress.findAll({ where: { userId: id }, order: [["id", "ASC"]] }),
    cart: openCart ? await priceCart(openCart.id) : null,
    orders: await allOrders(id),
    sessions: await sessionsOf([id]),
    identities: await identitiesOf([id]),
    emailChanges: await emailChangesOf([id]),
    mails: await mailsOf([id]),
    activity: await activityOf([id]),
  };
}

const AT_ONCE = 200;

async function allOrders(userId: string): Promise<OrderRow[]> {
  const orders: OrderRow[] = [];
  let after: [string] | null = null;
  do {
    const page = await listOrders({ userId }, AT_ONCE, { after });
    orders.push(...page.rows);
    after = page.next;
  } while (after);
  return orders;
}
