import { apiInfo } from "../http/apiInfo.js";

/** The parts of the document that no route owns. */
export const info = {
  ...apiInfo,
  license: { name: "MIT", identifier: "MIT" },
  description: [
    "An open-source shop: accounts, catalogue, cart, checkout, payments and orders.",
    "Money is integer minor units with an ISO 4217 code. Ids are UUIDv7. Times are UTC, ISO 8601.",
    "A resource is itself; a list is `{ data, meta }`, by `page` or by `cursor`.",
    "Errors are RFC 9457 problems: match on `code`, which never changes its meaning.",
    "Carts, orders and administration carry an `ETag`; a write with a stale `If-Match` is a 412.",
    "A POST with an `Idempotency-Key` can be repeated safely; checkout requires one.",
  ].join("\n\n"),
};

/** The very server that the document came from. */
export const servers = [{ url: "/", description: "This server" }];

export const tags = [
  { name: "Accounts", description: "Registration, sessions and the logged-in user" },
  { name: "Catalogue", description: "Products and categories, public" },
  { name: "Cart", description: "The basket of a customer or a guest" },
  { name: "Orders", description: "Checkout, and what was bought" },
  { name: "Payments", description: "The built-in test provider and the providers' webhooks" },
  { name: "Administration", description: "For staff; each operation names the permission it needs" },
  { name: "System", description: "Health, documents and the development mailbox" },
];

export const securitySchemes = {
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The accessToken of a login." },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "cw_access",
    description:
      "A browser's session (`transport: cookie` at the login; the name begins with `__Host-` over HTTPS). Writes by " +
      "cookie also send `X-CSRF-Token`, unless the browser says that they come from the shop's own origin.",
  },
  cartToken: {
    type: "apiKey",
    in: "header",
    name: "X-Cart-Token",
    description: "A guest's secret, returned by their first write to the cart.",
  },
  orderToken: {
    type: "apiKey",
    in: "header",
    name: "X-Order-Token",
    description: "A guest's secret for one order: `order.accessToken` of checkout.",
  },
};
