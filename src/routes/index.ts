import type { Router } from "express";
import { authRoutes } from "./account/auth.js";
import { addressRoutes } from "./identity/addresses.js";
import { codeRoutes } from "./identity/codes.js";
import { meRoutes } from "./account/me.js";
import { mfaLoginRoutes, mfaRoutes } from "./account/mfa.js";
import { identityRoutes } from "./identity/identities.js";
import { oidcRoutes } from "./account/oidc.js";
import { sessionRoutes } from "./identity/sessions.js";
import { adminApiKeyRoutes } from "./identity/adminApiKeys.js";
import { adminCustomerRoutes } from "./identity/adminCustomers.js";
import { adminRoleRoutes } from "./identity/adminRoles.js";
import { adminUserRoutes } from "./identity/adminUsers.js";
import { auditLogRoutes } from "./system/auditLog.js";
import { adminCategoryRoutes } from "./catalog/adminCategories.js";
import { adminProductRoutes } from "./catalog/adminProducts.js";
import { adminVariantRoutes } from "./catalog/adminVariants.js";
import { adminInventoryRoutes } from "./inventory/adminInventory.js";
import { categoryRoutes } from "./catalog/categories.js";
import { adminReviewRoutes } from "./catalog/adminReviews.js";
import { reviewRoutes } from "./catalog/reviews.js";
import { productRoutes } from "./catalog/products.js";
import { cartRoutes } from "./cart/cart.js";
import { mailboxRoutes } from "./messaging/mailbox.js";
import { adminOrderRoutes } from "./orders/adminOrders.js";
import { checkoutRoutes } from "./checkout/checkout.js";
import { paymentAttemptRoutes } from "./checkout/paymentAttempts.js";
import { orderRoutes } from "./orders/orders.js";
import { testPaymentRoutes } from "./payments/testPayments.js";
import { webhookRoutes } from "./payments/webhooks.js";
import { shippingOptionRoutes } from "./pricing/shippingOptions.js";
import { documentRoutes } from "./system/document.js";
import { healthRoutes } from "./system/health.js";
import { problemRoutes } from "./system/problems.js";

/** `development`: not there in production. */
export type Mount = { path: string; router: Router; development?: boolean };

/** The mount table: every path of the API begins here, and the OpenAPI document is checked against it. */
export const mounts: Mount[] = [
  { path: "/api/v1/auth", router: authRoutes },
  { path: "/api/v1/auth", router: codeRoutes },
  { path: "/api/v1/auth/login", router: mfaLoginRoutes },
  { path: "/api/v1/auth/oidc", router: oidcRoutes },
  { path: "/api/v1/me", router: meRoutes },
  { path: "/api/v1/me/addresses", router: addressRoutes },
  { path: "/api/v1/me/mfa", router: mfaRoutes },
  { path: "/api/v1/me/sessions", router: sessionRoutes },
  { path: "/api/v1/me/identities", router: identityRoutes },
  { path: "/api/v1/products", router: productRoutes },
  { path: "/api/v1", router: reviewRoutes },
  { path: "/api/v1/categories", router: categoryRoutes },
  { path: "/api/v1/admin/products", router: adminProductRoutes },
  { path: "/api/v1/admin/variants", router: adminVariantRoutes },
  { path: "/api/v1/admin/categories", router: adminCategoryRoutes },
  { path: "/api/v1/admin/reviews", router: adminReviewRoutes },
  { path: "/api/v1/admin/inventory", router: adminInventoryRoutes },
  { path: "/api/v1/cart", router: cartRoutes },
  { path: "/api/v1/shipping-options", router: shippingOptionRoutes },
  { path: "/api/v1/checkout", router: checkoutRoutes },
  { path: "/api/v1/orders", router: orderRoutes },
  { path: "/api/v1/orders", router: paymentAttemptRoutes },
  { path: "/api/v1/admin/orders", router: adminOrderRoutes },
  { path: "/api/v1/admin/customers", router: adminCustomerRoutes },
  { path: "/api/v1/admin/users", router: adminUserRoutes },
  { path: "/api/v1/admin/roles", router: adminRoleRoutes },
  { path: "/api/v1/admin/api-keys", router: adminApiKeyRoutes },
  { path: "/api/v1/admin/audit-log", router: auditLogRoutes },
  { path: "/pay", router: testPaymentRoutes },
  { path: "/webhooks", router: webhookRoutes },
  { path: "/dev/mailbox", router: mailboxRoutes, development: true },
  { path: "/health", router: healthRoutes },
  { path: "/problems", router: problemRoutes },
  { path: "/openapi.json", router: documentRoutes },
];
