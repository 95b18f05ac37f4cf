import cors from "cors";
import type { RequestHandler } from "express";
import { config } from "../config.js";

const answer = cors({
  origin: config.corsOrigins,
  credentials: true,
  // Seconds a browser may cache the preflight response; Chromium's maximum.
  maxAge: 7200,
  exposedHeaders: [
    "ETag",
    "Location",
    "X-Request-Id",
    "X-Cart-Token",
    "Idempotent-Replayed",
    "Retry-After",
    "RateLimit",
    "RateLimit-Policy",
    "Server-Timing",
  ],
});

/** CORS for the storefronts of CORS_ORIGINS. A request without Origin only gets `Vary: Origin`. */
export const crossOrigin: RequestHandler = (req, res, next) => {
  if (req.headers.origin !== undefined || req.method === "OPTIONS") return answer(req, res, next);
  res.vary("Origin");
  next();
};
