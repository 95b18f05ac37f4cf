import { defineError } from "./defineError.js";

/** Protocol errors: malformed requests, unknown resources, preconditions, idempotency and load. */
export const ValidationFailed = defineError(
  "validation_failed",
  400,
  "The request is not valid; see errors.",
);
export const MalformedJson = defineError("malformed_json", 400, "The body is not valid JSON.");
export const MalformedRequest = defineError("malformed_request", 400, "The request could not be read.");
export const HeadersTooLarge = defineError(
  "headers_too_large",
  431,
  "The URL and headers together are larger than 16 kB.",
);
export const RequestTimeout = defineError("request_timeout", 408, "The request took too long to arrive.");
export const ExpectationFailed = defineError(
  "expectation_failed",
  417,
  "The only supported Expect header is 100-continue.",
);
export const InvalidCursor = defineError(
  "invalid_cursor",
  400,
  "The cursor is not valid; start with an empty one.",
);
export const PayloadTooLarge = defineError<{ limit: number }>(
  "payload_too_large",
  413,
  "The body is larger than this endpoint accepts.",
);
export const UnsupportedMediaType = defineError(
  "unsupported_media_type",
  415,
  "Send the body as application/json, in UTF-8.",
);
export const NotAllowed = defineError<{ permission: string }>(
  "not_allowed",
  403,
  "Your account does not have the permission for this.",
);
export const NotFound = defineError("not_found", 404, "The resource does not exist or is not yours.");
export const RouteNotFound = defineError("route_not_found", 404, "The path does not exist.");
export const MethodNotAllowed = defineError<{ allowed: string[] }>(
  "method_not_allowed",
  405,
  "The path does not support this method; see Allow.",
);
export const ConstraintViolated = defineError<{ constraint: string | undefined }>(
  "constraint_violated",
  409,
  "This conflicts with existing data.",
);
export const Busy = defineError("busy", 409, "Another request is changing the same data; try again.");
export const StaleVersion = defineError(
  "stale_version",
  412,
  "The resource has changed since you read it; read it again.",
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
export const RateLimited = defineError("rate_limited", 429, "Too many requests; see Retry-After.");
export const Overloaded = defineError("overloaded", 503, "The shop is busy; try again shortly.");
export const Unavailable = defineError(
  "unavailable",
  503,
  "The shop cannot reach its database; try again shortly.",
);
export const ShuttingDown = defineError(
  "shutting_down",
  503,
  "This server is shutting down; try again shortly.",
);
export const InternalError = defineError(
  "internal_error",
  500,
  "An internal error occurred; it has been logged.",
);
