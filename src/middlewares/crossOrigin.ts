import cors from "cors";
import type { RequestHandler } from "express";
import { config } from "../config.js";

const answer = cors({
  origin: config.corsOrigins,
  credentials: true,
  // Seconds for which a browser need not ask again; Chromium's own ceiling.
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

/** CORS for the storefronts of CORS_ORIGINS. Who sends no Origin is no page elsewhere, and only told that it matters. */
export const crossOrigin: RequestHandler = (req, res, next) => {
  if (req.headers.origin !== undefined || req.method === "OPTIONS") return answer(req, res, next);
  res.vary("Origin");
  next();
};
