import pino from "pino";
import { config } from "./config.js";
import { describeError } from "./lib/logging/describeError.js";

/**
 * JSON lines on stdout: the operator chooses their destination, and a full disk cannot block the process. Errors, wherever they are
 * in what is logged, are reduced to what describeError() allows before pino sees them: pino copies all that is on an
 * error, and takes a missing message from it.
 */
export const logger = pino({
  level: config.logLevel,
  base: undefined,
  serializers: { err: (given: unknown) => given },
  hooks: {
    logMethod(args, log) {
      const [first, ...rest] = args as unknown[];
      const fields = first instanceof Error ? { err: first } : first;
      log.apply(this, [withoutErrors(fields), ...rest.map(withoutErrors)] as Parameters<typeof log>);
    },
  },
  redact: {
    paths: [
      "req.headers.authorization",
      "req.headers.cookie",
      'req.headers["x-cart-token"]',
      'req.headers["x-order-token"]',
      'req.headers["idempotency-key"]',
      'res.headers["set-cookie"]',
      'res.headers["x-cart-token"]',
    ],
    censor: "[redacted]",
  },
});

/** Deeper than anything that is logged here; it also ends a circle. */
const MAX_DEPTH = 5;

function withoutErrors(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Error) return describeError(value);
  if (depth === MAX_DEPTH) return "[too deep]";
  if (Array.isArray(value)) return value.map((each) => withoutErrors(each, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    // What was thrown need not be an Error.
    Object.entries(value).map(([name, each]) => [
      name,
      name === "err" ? describeError(each) : withoutErrors(each, depth + 1),
    ]),
  );
}
