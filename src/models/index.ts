/** The explicit list of models: the only place Sequelize learns of them. */
import { sequelize } from "../database/sequelize.js";
import { User } from "./identity/User.js";
import { Session } from "./identity/Session.js";
import { RefreshToken } from "./identity/RefreshToken.js";
import { Category } from "./catalog/Category.js";
import { Product } from "./catalog/Product.js";
import { ProductCategory } from "./catalog/ProductCategory.js";
import { ProductFormerSlug } from "./catalog/ProductFormerSlug.js";
import { ProductImage } from "./catalog/ProductImage.js";
import { ProductVariant } from "./catalog/ProductVariant.js";
import { Review } from "./catalog/reviews/Review.js";
import { ReviewVote } from "./catalog/reviews/ReviewVote.js";
import { StockItem } from "./inventory/StockItem.js";
import { StockMovement } from "./inventory/StockMovement.js";
import { StockReservation } from "./inventory/StockReservation.js";
import { ShippingOption } from "./pricing/ShippingOption.js";
import { Cart } from "./cart/Cart.js";
import { CartItem } from "./cart/CartItem.js";
import { Order } from "./orders/Order.js";
import { OrderItem } from "./orders/OrderItem.js";
import { OrderStatusChange } from "./orders/OrderStatusChange.js";
import { Payment } from "./payments/Payment.js";
import { WebhookEvent } from "./payments/WebhookEvent.js";
import { TestPaymentSession } from "./payments/TestPaymentSession.js";
import { IdempotencyKey } from "./system/IdempotencyKey.js";
import { Event } from "./system/Event.js";
import { JobWorker } from "./system/JobWorker.js";
import { Mail } from "./messaging/Mail.js";
import { Role } from "./identity/Role.js";
import { RecoveryCode } from "./identity/RecoveryCode.js";
import { EmailChange } from "./identity/EmailChange.js";
import { OneTimeCode } from "./identity/OneTimeCode.js";
import { UserIdentity } from "./identity/UserIdentity.js";
import { UserAddress } from "./identity/UserAddress.js";
import { ApiKey } from "./identity/ApiKey.js";
import { AuditEntry } from "./system/AuditEntry.js";
import { RateLimit } from "./system/RateLimit.js";

export const models = [
  Role,
  RecoveryCode,
  EmailChange,
  OneTimeCode,
  UserIdentity,
  UserAddress,
  ApiKey,
  AuditEntry,
  RateLimit,
  User,
  Session,
  RefreshToken,
  Category,
  Product,
  ProductCategory,
  ProductFormerSlug,
  ProductImage,
  ProductVariant,
  Review,
  ReviewVote,
  StockItem,
  StockMovement,
  StockReservation,
  ShippingOption,
  Cart,
  CartItem,
  Order,
  OrderItem,
  OrderStatusChange,
  Payment,
  WebhookEvent,
  TestPaymentSession,
  IdempotencyKey,
  Event,
  JobWorker,
  Mail,
];

sequelize.addModels(models);
