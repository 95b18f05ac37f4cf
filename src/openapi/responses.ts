import type { z } from "zod";
import { AdminCategoryListView, AdminCategoryView } from "../views/catalog/adminCategory.js";
import { AdminImage, AdminProductView, AdminVariantView } from "../views/catalog/adminProduct.js";
import { MovementListView, StockListView, StockView } from "../views/inventory/stock.js";
import { CategoryTreeView, CategoryView } from "../views/catalog/category.js";
import { ProductListView, ProductView, RelatedProductsView } from "../views/catalog/product.js";
import { CartView } from "../views/cart/cart.js";
import { ShippingOptionListView } from "../views/pricing/shippingOption.js";
import { MailboxView } from "../views/messaging/mailbox.js";
import { AdminOrderListView, AdminOrderView } from "../views/orders/adminOrder.js";
import { CheckoutView } from "../views/orders/checkout.js";
import { OrderListView, OrderView } from "../views/orders/order.js";
import { TestPaymentView, WebhookReceiptView } from "../views/payments/testPayment.js";
import { IdentityListView, SignInAddressView } from "../views/identity/identity.js";
import { DeviceListView } from "../views/identity/device.js";
import { CsrfTokenView, SessionView } from "../views/identity/session.js";
import { UserListView, UserView } from "../views/identity/user.js";
import { AccountExportView } from "../views/identity/accountExport.js";
import { UserAddressListView, UserAddressView } from "../views/identity/address.js";
import { AcceptedView } from "../views/system/accepted.js";
import { ApiKeyListView, ApiKeyView, NewApiKeyView } from "../views/identity/apiKey.js";
import { RoleListView, RoleView } from "../views/identity/role.js";
import { AuditEntryListView } from "../views/system/auditEntry.js";
import { MfaView, RecoveryCodesView, TotpEnrolmentView } from "../views/identity/mfa.js";
import { ErrorCodeListView, ErrorCodeView } from "../views/system/errorCode.js";
import { HealthView } from "../views/system/health.js";

/**
 * What a route's comment may name: `$ref: "#/components/responses/User"`. The document takes the schema from
 * here, and the test client parses every answer with it.
 */
export const responses: Record<string, { description: string; schema: z.ZodType }> = {
  Session: { description: "The user and the tokens of a new session", schema: SessionView },
  IdentityList: { description: "The identities", schema: IdentityListView },
  SignInAddress: { description: "Where to go", schema: SignInAddressView },
  DeviceList: { description: "The devices", schema: DeviceListView },
  CsrfToken: { description: "The token", schema: CsrfTokenView },
  Mfa: { description: "The second factor", schema: MfaView },
  TotpEnrolment: { description: "The secret, for the app", schema: TotpEnrolmentView },
  RecoveryCodes: { description: "The recovery codes", schema: RecoveryCodesView },
  Product: { description: "The product", schema: ProductView },
  ProductList: { description: "A page of products", schema: ProductListView },
  RelatedProducts: { description: "The products", schema: RelatedProductsView },
  Category: { description: "The category", schema: CategoryView },
  AdminProduct: { description: "The product, as staff see it", schema: AdminProductView },
  AdminVariant: { description: "The variant, as staff see it", schema: AdminVariantView },
  AdminImage: { description: "The image", schema: AdminImage },
  AdminCategory: { description: "The category, as staff see it", schema: AdminCategoryView },
  AdminCategoryList: { description: "All categories", schema: AdminCategoryListView },
  Stock: { description: "The variant's stock", schema: StockView },
  StockList: { description: "A page of stock", schema: StockListView },
  StockMovementList: { description: "A page of the ledger", schema: MovementListView },
  CategoryTree: { description: "The tree of categories", schema: CategoryTreeView },
  Cart: { description: "The cart", schema: CartView },
  ShippingOptionList: { description: "The ways to ship", schema: ShippingOptionListView },
  Checkout: { description: "The order, and where to pay", schema: CheckoutView },
  Order: { description: "The order", schema: OrderView },
  AdminOrder: { description: "The order, as staff see it", schema: AdminOrderView },
  AdminOrderList: { description: "A page of orders, as staff see them", schema: AdminOrderListView },
  OrderList: { description: "A page of orders", schema: OrderListView },
  TestPayment: { description: "The test payment", schema: TestPaymentView },
  WebhookReceipt: { description: "Received", schema: WebhookReceiptView },
  Mailbox: { description: "The mails", schema: MailboxView },
  Accepted: { description: "It will be seen to", schema: AcceptedView },
  UserAddress: { description: "The address", schema: UserAddressView },
  UserAddressList: { description: "A page of the address book", schema: UserAddressListView },
  AccountExport: { description: "Everything that is held", schema: AccountExportView },
  User: { description: "The user", schema: UserView },
  UserList: { description: "A page of users", schema: UserListView },
  Role: { description: "The role", schema: RoleView },
  RoleList: { description: "All roles", schema: RoleListView },
  ApiKey: { description: "The key, without its secret", schema: ApiKeyView },
  NewApiKey: { description: "The key and, this once, its secret", schema: NewApiKeyView },
  ApiKeyList: { description: "A page of keys", schema: ApiKeyListView },
  AuditEntryList: { description: "A page of the audit log", schema: AuditEntryListView },
  Health: { description: "It is well", schema: HealthView },
  ErrorCode: { description: "The error code", schema: ErrorCodeView },
  ErrorCodeList: { description: "The error codes", schema: ErrorCodeListView },
};
