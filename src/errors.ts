import { defineError } from "./lib/appError.js";

/**
 * Every error this API can say: one code, one class, one status, one sentence a shopper's developer can act on.
 * Codes state the fact, never the HTTP; clients and tests match on codes, never on sentences.
 */
export { AppError, errorCatalog, type FieldError } from "./lib/appError.js";
export {
  AccountExistsUnverified,
  ApiKeyEnded,
  CsrfFailed,
  EmailNotVerified,
  EmailTaken,
  IdentityTaken,
  InvalidCode,
  InvalidCredentials,
  InvalidMfaChallenge,
  InvalidMfaCode,
  InvalidRefreshToken,
  LastAdmin,
  LastFactor,
  LastWayToLogIn,
  MfaAlreadyEnabled,
  MfaEnrollmentRequired,
  MfaLoginRequired,
  MfaNotEnabled,
  MfaRequired,
  OidcFlowInvalid,
  OidcRefused,
  PermissionNotHeld,
  ProviderEmailUnverified,
  ProviderUnreachable,
  ReauthenticationRequired,
  RefreshTokenReused,
  RoleBuiltIn,
  RoleInUse,
  RoleTaken,
  StaffNotLinked,
  TooManyAddresses,
  UsernameTaken,
} from "./identityErrors.js";

// What came in cannot be read
export const ValidationFailed = defineError(
  "validation_failed",
  400,
  "Some of what was sent is not valid; see errors.",
);
export const MalformedJson = defineError("malformed_json", 400, "The body is not valid JSON.");
export const MalformedRequest = defineError("malformed_request", 400, "The request could not be read.");
export const HeadersTooLarge = defineError(
  "headers_too_large",
  431,
  "The address and the headers together are larger than 16 kB.",
);
export const RequestTimeout = defineError("request_timeout", 408, "The request took too long to arrive.");
export const ExpectationFailed = defineError(
  "expectation_failed",
  417,
  "The Expect header asks for something other than 100-continue.",
);
export const InvalidCursor = defineError(
  "invalid_cursor",
  400,
  "The cursor is not one of ours; start with an empty one.",
);
export const PayloadTooLarge = defineError(
  "payload_too_large",
  413,
  "The body is larger than this endpoint takes.",
);
export const UnsupportedMediaType = defineError(
  "unsupported_media_type",
  415,
  "Send the body as application/json, in UTF-8.",
);

// Who is asking
export const NotAuthenticated = defineError("not_authenticated", 401, "Log in, or send an access token.");
export const InvalidToken = defineError(
  "invalid_token",
  401,
  "The access token is not valid or has expired; refresh it.",
);
export const NotAllowed = defineError("not_allowed", 403, "Your account may not do this.");

// What is asked for
export const NotFound = defineError("not_found", 404, "There is nothing here, or it is not yours.");
export const RouteNotFound = defineError("route_not_found", 404, "This API has no such path.");
export const MethodNotAllowed = defineError(
  "method_not_allowed",
  405,
  "This path does not take that method; see Allow.",
);
export const VariantNotFound = defineError(
  "variant_not_found",
  404,
  "There is no such product variant on sale.",
);

export const SlugTaken = defineError("slug_taken", 409, "Another product or category has this slug.");
export const SkuTaken = defineError("sku_taken", 409, "Another variant has this SKU.");
export const DuplicateVariant = defineError(
  "duplicate_variant",
  409,
  "The product has a variant with these options already.",
);
export const TooManyVariants = defineError(
  "too_many_variants",
  409,
  "A product takes no more than 250 variants.",
);
export const LastVariant = defineError(
  "last_variant",
  409,
  "A product keeps at least one variant; delete the product instead.",
);
export const CategoryHasChildren = defineError(
  "category_has_children",
  409,
  "The category has others below it; move or delete those first.",
);
export const CategoryCycle = defineError(
  "category_cycle",
  409,
  "A category cannot stand below itself or one of its own descendants.",
);
export const CategoryTooDeep = defineError(
  "category_too_deep",
  409,
  "Categories nest no deeper than 20 levels.",
);
export const OutOfStock = defineError("out_of_stock", 409, "There is not that much in stock.");
export const CartEmpty = defineError("cart_empty", 409, "The cart is empty.");
export const CartFull = defineError("cart_full", 409, "The cart takes no more lines.");
export const QuantityTooLarge = defineError(
  "quantity_too_large",
  409,
  "A line of the cart takes at most 9,999 pieces.",
);
export const CartTotalTooLarge = defineError(
  "cart_total_too_large",
  409,
  "The cart comes to more than can be charged.",
);
export const CurrencyMismatch = defineError(
  "currency_mismatch",
  409,
  "The variant is priced in another currency than the shop sells in.",
);
export const ProviderUnavailable = defineError(
  "provider_unavailable",
  409,
  "The shop does not take this kind of payment.",
);
export const InvalidSignature = defineError(
  "invalid_signature",
  400,
  "The webhook's signature is not valid.",
);
export const CartChanged = defineError(
  "cart_changed",
  409,
  "The cart was checked out or changed by another request.",
);
export const VariantRequired = defineError(
  "variant_required",
  409,
  "The product has several variants; say which (variantId).",
);
export const ShippingOptionUnavailable = defineError(
  "shipping_option_unavailable",
  409,
  "No shipping option serves the address, or the chosen one does not.",
);
export const IllegalTransition = defineError(
  "illegal_transition",
  409,
  "The order cannot move from its status to that one.",
);
export const PaymentNotOpen = defineError("payment_not_open", 409, "This payment is settled or has expired.");
export const OrderAlreadyPaid = defineError(
  "order_already_paid",
  409,
  "The order is paid, or can no longer be paid.",
);
export const PaymentStillOpen = defineError(
  "payment_still_open",
  409,
  "A payment of this order is open; pay or abandon it.",
);
export const ConstraintViolated = defineError(
  "constraint_violated",
  409,
  "This contradicts what is stored already.",
);
export const Busy = defineError("busy", 409, "Another request is changing the same thing; try again.");

// Preconditions and idempotency
export const StaleVersion = defineError(
  "stale_version",
  412,
  "It has changed since you read it; read it again.",
);
export const IdempotencyKeyRequired = defineError(
  "idempotency_key_required",
  428,
  "Send an Idempotency-Key header.",
);
export const IdempotencyKeyReused = defineError(
  "idempotency_key_reused",
  422,
  "This Idempotency-Key was used with another request; use a new one.",
);
export const IdempotencyInFlight = defineError(
  "idempotency_in_flight",
  409,
  "The first request with this Idempotency-Key is still running.",
);

// Load and faults
export const RateLimited = defineError("rate_limited", 429, "Too many requests; see Retry-After.");
export const Overloaded = defineError("overloaded", 503, "The shop is busy; try again shortly.");
export const Unavailable = defineError(
  "unavailable",
  503,
  "The shop cannot reach its database just now; try again shortly.",
);
export const ShuttingDown = defineError(
  "shutting_down",
  503,
  "This server is stopping; another one answers, or this one in a moment.",
);
export const InternalError = defineError(
  "internal_error",
  500,
  "Something went wrong on our side; it has been logged.",
);
