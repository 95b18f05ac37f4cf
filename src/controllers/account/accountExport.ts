import { type Action, signedIn } from "../../http/action.js";
import { clock } from "../../lib/clock.js";
import { ok } from "../../http/reply.js";
import type { NoInput } from "../../requests/identity/auth.js";
import { exportAccount } from "../../services/account/exportAccount.js";
import { renderCart } from "../../views/cart/cart.js";
import { type AccountExportView, renderAccountExport } from "../../views/account/accountExport.js";

export const exportMe: Action<typeof NoInput, typeof AccountExportView> = async (call) => {
  const held = await exportAccount(signedIn(call));
  const cart = held.cart && renderCart(held.cart);
  const now = clock.now();
  const file = `my-data-${now.toISOString().slice(0, 10)}.json`;
  const headers = { "Content-Disposition": `attachment; filename="${file}"` };
  return ok(renderAccountExport({ ...held, cart }, now), { headers });
};
