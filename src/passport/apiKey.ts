import type { Request } from "express";
import passport from "passport";
import { apiKeyIn } from "../services/identity/access/apiKeySecret.js";
import { findActingApiKey } from "../models/identity/access/actingApiKey.js";

/** `Authorization: Bearer cw_live_…`: an API key. A malformed key never reaches the database. */
class ApiKeyStrategy extends passport.Strategy {
  override readonly name = "api-key";

  override authenticate(req: Request): void {
    const secret = apiKeyIn(req.headers.authorization);
    if (!secret) return this.fail(401);
    findActingApiKey(secret).then(
      (key) => (key ? this.success(key) : this.fail(401)),
      (error: unknown) => this.error(error as Error),
    );
  }
}

export const apiKeyStrategy = new ApiKeyStrategy();
