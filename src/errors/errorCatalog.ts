import "./cart.js";
import "./catalog.js";
import "./identity.js";
import "./inventory.js";
import "./orders.js";
import "./payments.js";
import "./pricing.js";
import "./system.js";
import { constraintErrors, definedErrors, type AppError } from "./defineError.js";

/** Every error of this API: code → status and title. The OpenAPI document and /problems are generated from it. */
export const errorCatalog: ReadonlyMap<string, { status: number; title: string }> = definedErrors;

/** The error for a violated constraint; undefined for a constraint that no request can violate. */
export const errorOfConstraint = (name: string): AppError | undefined => constraintErrors.get(name)?.();
