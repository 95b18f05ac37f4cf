import { apiInfo } from "../http/apiInfo.js";

/** The parts of the document that belong to no route. */
export const info = {
  ...apiInfo,
  license: { name: "MIT", identifier: "MIT" },
  description: [
    "An open-source shop: accounts, catalogue, cart, checkout, payments and orders.",
    "Money is integer minor units with an ISO 4217 code. Ids are UUIDv7. Times are UTC, ISO 8601.",
    "A single resource has no envelope; a list is `{ data, meta }`, paged by `page` or by `cursor`.",
    "Errors are RFC 9457 problems: match on `code`, whose meaning never changes.",
    "Carts, orders and administration have an `ETag`; a write with a stale `If-Match` returns 412.",
    "A POST with an `Idempotency-Key` can be retried safely; checkout requires one.",
  ].join("\n\n"),
};

/** The server of the document. */
export const servers = [{ url: "/", description: "This server" }];

export const tags = [
  { name: "Accounts", description: "Registration, sessions and the logged-in user" },
  { name: "Catalogue", description: "Products and categories, public" },
  { name: "Cart", description: "The cart of a customer or a guest" },
  { name: "Orders", description: "Checkout and orders" },
  { name: "Payments", description: "The built-in test provider and the providers' webhooks" },
  { name: "Administration", description: "For staff; each operation names the permission that it requires" },
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
      "cookie also send `X-CSRF-Token`, unless the browser reports the shop's own origin or one of `CORS_ORIGINS`.",
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
