import type { Router } from "express";
import { authRoutes } from "./identity/auth.js";
import { meRoutes } from "./identity/me.js";
import { cartRoutes } from "./cart/cart.js";
import { shippingOptionRoutes } from "./pricing/shippingOptions.js";

/** The mount table: every path of the API begins here, and the OpenAPI document is checked against it. */
export const mounts: { path: string; router: Router }[] = [
  { path: "/api/v1/auth", router: authRoutes },
  { path: "/api/v1/me", router: meRoutes },
  { path: "/api/v1/cart", router: cartRoutes },
  { path: "/api/v1/shipping-options", router: shippingOptionRoutes },
];
