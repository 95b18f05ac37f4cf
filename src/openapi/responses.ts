import type { z } from "zod";
import { CartView } from "../views/cart/cart.js";
import { ShippingOptionListView } from "../views/pricing/shippingOption.js";
import { SessionView } from "../views/identity/session.js";
import { UserView } from "../views/identity/user.js";

/**
 * What a route's comment may name: `$ref: "#/components/responses/User"`. The document takes the schema from
 * here, and the test client parses every answer with it.
 */
export const responses: Record<string, { description: string; schema: z.ZodType }> = {
  Session: { description: "The user and the tokens of a new session", schema: SessionView },
  Cart: { description: "The cart", schema: CartView },
  ShippingOptionList: { description: "The ways to ship", schema: ShippingOptionListView },
  User: { description: "The user", schema: UserView },
};
