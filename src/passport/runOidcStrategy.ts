import passport from "passport";
import { AppError } from "../errors/defineError.js";
import { OidcRefused, ProviderUnreachable } from "../errors/identity.js";
import { logger } from "../logger.js";
import type { ExternalIdentity } from "../services/identity/accounts/externalIdentity.js";
import { loginRefused } from "../services/identity/accounts/loginRefused.js";
import { ownCopy } from "./ownCopy.js";

type Outcome = { redirect?: string; identity?: ExternalIdentity };

/**
 * Runs an OpenID Connect strategy on a URL, and returns its redirect or identity as a value.
 * @param session the strategy stores its checks here, or reads them from here
 * @throws ProviderUnreachable, OidcRefused
 */
export function runOidcStrategy(
  strategy: object,
  href: string,
  session: Record<string, unknown>,
): Promise<Outcome> {
  const url = new URL(href);
  return new Promise((resolve, reject) => {
    const request = {
      method: "GET",
      protocol: url.protocol.slice(0, -1),
      host: url.host,
      originalUrl: `${url.pathname}${url.search}`,
      session,
    };
    let redirect = "";
    const response = {
      setHeader: (name: string, value: string) => {
        if (name === "Location") redirect = value;
      },
      end: () => resolve({ redirect }),
    };
    const done = (error: unknown, identity?: ExternalIdentity | false) =>
      error ? reject(translate(error)) : resolve(identity ? { identity } : {});
    const run = passport.authenticate(ownCopy(strategy), { session: false }, done) as (
      ...args: unknown[]
    ) => void;
    run(request, response, done);
  });
}

/** Translates an error of openid-client: the provider is unreachable, or a response or the callback is not valid. */
function translate(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const away = code === "OAUTH_TIMEOUT" || (error instanceof TypeError && message === "fetch failed");
  logger.warn({ err: error }, "a single sign-on was refused");
  return away ? new ProviderUnreachable({ headers: { "Retry-After": "5" } }) : oidcRefused();
}

/** The entry names no user: the provider returned none, or its response is not trusted. */
export const oidcRefused = (): AppError => new OidcRefused({ audit: loginRefused(null, "oidc_refused") });
