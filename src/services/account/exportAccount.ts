import type { SignedInUser } from "../../lib/caller.js";
import { findOpenCart } from "../../models/cart/openCarts.js";
import { EmailChange } from "../../models/identity/EmailChange.js";
import { Session } from "../../models/identity/Session.js";
import { Review } from "../../models/catalog/reviews/Review.js";
import { User } from "../../models/identity/User.js";
import { UserAddress } from "../../models/identity/UserAddress.js";
import { UserIdentity } from "../../models/identity/UserIdentity.js";
import { Mail } from "../../models/messaging/Mail.js";
import { listOrders } from "../../models/orders/listOrders.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { AuditEntry } from "../../models/system/AuditEntry.js";
import { priceCart } from "../cart/priceCart.js";

export type AccountExport = Awaited<ReturnType<typeof exportAccount>>;

/** Everything that the shop stores about a user (GDPR, articles 15 and 20), without secrets. */
export async function exportAccount({ id }: Pick<SignedInUser, "id">) {
  const user = await User.loadForView(id);
  const openCart = await findOpenCart({ userId: id });
  return {
    user,
    addresses: await UserAddress.findAllOf(id),
    cart: openCart ? await priceCart(openCart.id) : null,
    orders: await allOrders(id),
    reviews: await Review.findAllOf(id),
    sessions: await Session.findAllOf(id),
    identities: await UserIdentity.findAllOf(id),
    emailChanges: await EmailChange.findAllOf(id),
    mails: await Mail.findAllOf(id),
    activity: await AuditEntry.findAllOfUser(id),
  };
}

const BATCH = 200;

async function allOrders(userId: string): Promise<OrderRow[]> {
  const orders: OrderRow[] = [];
  let after: [string] | null = null;
  do {
    const page = await listOrders({ userId }, BATCH, { after });
    orders.push(...page.rows);
    after = page.next;
  } while (after);
  return orders;
}
