/**
 * Every error this API can say: one code, one class, one status, one sentence a shopper's developer can act on.
 * Codes state the fact, never the HTTP; clients and tests match on codes, never on sentences.
 */

/** One field that was refused: `path` is dotted and begins with where it came from when that is not the body. */
export type FieldError = { path: string; code: string; message: string };

type Details = {
  detail?: string;
  errors?: FieldError[];
  /** Extra response headers, such as Retry-After. */
  headers?: Record<string, string | string[]>;
  /** Typed extras of this code, such as `available` of out_of_stock. */
  [extra: string]: unknown;
};

export class AppError extends Error {
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string | string[]>;
  readonly extras: Record<string, unknown>;

  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    { detail, errors, headers, ...extras }: Details = {},
  ) {
    super(`${code}: ${detail ?? title}`);
    this.name = "AppError";
    this.detail = detail ?? title;
    this.errors = errors;
    this.headers = headers ?? {};
    this.extras = extras;
  }
}

/** code → what it means; the OpenAPI document and /problems are written from it. */
export const errorCatalog = new Map<string, { status: number; title: string }>();

function defineError(code: string, status: number, title: string) {
  if (errorCatalog.has(code)) throw new Error(`Error code ${code} is defined twice`);
  errorCatalog.set(code, { status, title });
  return class extends AppError {
    constructor(details: Details = {}) {
      super(code, status, title, details);
    }
  };
}

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
export const InvalidCredentials = defineError(
  "invalid_credentials",
  401,
  "The login or the password is wrong.",
);
export const MfaRequired = defineError(
  "mfa_required",
  401,
  "The account has a second factor: send the challenge with a code to /auth/login/mfa.",
);
export const InvalidMfaChallenge = defineError(
  "invalid_mfa_challenge",
  401,
  "The challenge is not valid or has expired; log in again.",
);
export const InvalidMfaCode = defineError(
  "invalid_mfa_code",
  401,
  "The code is wrong, has expired or was used before.",
);
export const InvalidRefreshToken = defineError(
  "invalid_refresh_token",
  401,
  "The refresh token is not valid; log in again.",
);
export const RefreshTokenReused = defineError(
  "refresh_token_reused",
  401,
  "This refresh token was used before, so its whole session has been ended; log in again.",
);
export const RefreshTokenSuperseded = defineError(
  "refresh_token_superseded",
  409,
  "Another request has just refreshed this session; use its tokens.",
);
export const CsrfFailed = defineError(
  "csrf_failed",
  403,
  "A write by cookie needs the session's X-CSRF-Token, or to come from the shop's own origin.",
);
export const MfaEnrollmentRequired = defineError(
  "mfa_enrollment_required",
  403,
  "This shop's staff need a second factor; set one up under /me/mfa.",
);
export const MfaLoginRequired = defineError(
  "mfa_login_required",
  403,
  "This session has not passed your second factor; log in again.",
);
export const EmailNotVerified = defineError(
  "email_not_verified",
  403,
  "Verify the e-mail address first, with the code that was mailed to it.",
);
export const InvalidCode = defineError(
  "invalid_code",
  400,
  "The code is wrong, used, replaced or expired; ask for a new one.",
);
export const OidcFlowInvalid = defineError(
  "oidc_flow_invalid",
  400,
  "This sign-in was not begun in this browser, is over or took more than ten minutes; begin again.",
);
export const OidcRefused = defineError("oidc_refused", 401, "The provider did not confirm the sign-in.");
export const ProviderEmailUnverified = defineError(
  "provider_email_unverified",
  403,
  "The provider does not vouch for an e-mail address of this identity.",
);
export const NotAllowed = defineError("not_allowed", 403, "Your account may not do this.");
export const PermissionNotHeld = defineError(
  "permission_not_held",
  403,
  "Nobody can grant, change or take away a permission that they do not hold; see missing.",
);

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

// How it stands with what is there
export const EmailTaken = defineError(
  "email_taken",
  409,
  "There is an account with this e-mail address already.",
);
export const MfaAlreadyEnabled = defineError(
  "mfa_already_enabled",
  409,
  "A second factor is active; remove it first.",
);
export const MfaNotEnabled = defineError(
  "mfa_not_enabled",
  409,
  "There is no second factor to confirm or to change; begin with POST /me/mfa/totp.",
);
export const LastFactor = defineError(
  "last_factor",
  409,
  "This shop's staff keep their second factor; it cannot be removed.",
);
export const UsernameTaken = defineError("username_taken", 409, "This username is taken.");
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
  "This shipping option does not serve the address.",
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
export const TooManyAddresses = defineError(
  "too_many_addresses",
  409,
  "An address book takes no more than 50 addresses.",
);
export const RoleTaken = defineError("role_taken", 409, "There is a role of this name already.");
export const RoleBuiltIn = defineError(
  "role_built_in",
  409,
  "The built-in roles can be neither changed nor deleted.",
);
export const RoleInUse = defineError(
  "role_in_use",
  409,
  "Somebody has this role; give them another one first.",
);
export const LastAdmin = defineError(
  "last_admin",
  409,
  "The shop would have no administrator left; make another one first.",
);
export const ApiKeyEnded = defineError("api_key_ended", 409, "The API key is revoked or has expired.");
export const ConstraintViolated = defineError(
  "constraint_violated",
  409,
  "This contradicts what is stored already.",
);
export const Busy = defineError("busy", 409, "Another request is changing the same thing; try again.");

export const AccountExistsUnverified = defineError(
  "account_exists_unverified",
  409,
  "An account has this address and has not verified it; log in with its password, and link the identity there.",
);
export const IdentityTaken = defineError(
  "identity_taken",
  409,
  "This identity is linked to an account already, or the account has another one of the same provider.",
);
export const LastWayToLogIn = defineError(
  "last_way_to_log_in",
  409,
  "The account has no password and no other identity; set a password first (forgot-password).",
);

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
export const ProviderUnreachable = defineError(
  "provider_unreachable",
  503,
  "The identity provider does not answer; try again shortly.",
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
