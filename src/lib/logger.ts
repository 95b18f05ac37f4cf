import pino from "pino";
import { config } from "../config.js";

/** JSON lines on stdout: where they go is the operator's choice, and a full disk cannot hang us. */
export const logger = pino({
  level: config.logLevel,
  base: undefined,
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
