import passport from "passport";
import { AppError } from "../errors/defineError.js";
import { OidcRefused, ProviderUnreachable } from "../errors/identity.js";
import { logger } from "../logger.js";
import type { ExternalIdentity } from "../services/identity/accounts/externalIdentity.js";
import { loginRefused } from "../services/identity/accounts/loginRefused.js";
import { ownCopy } from "./ownCopy.js";

type Outcome = { redirect?: string; identity?: ExternalIdentity };

/**
 * Runs an OpenID Connect strategy over an address. What it would do to a request and a response becomes a value.
 * @param session receives the strategy's checks, or holds them
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

/** The errors of openid-client: the provider cannot be reached, or its answer (or the browser's) is not valid. */
function translate(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const away = code === "OAUTH_TIMEOUT" || (error instanceof TypeError && message === "fetch failed");
  logger.warn({ err: error }, "a single sign-on was refused");
  return away ? new ProviderUnreachable({ headers: { "Retry-After": "5" } }) : oidcRefused();
}

/** No user is named: the provider named nobody, or its answer cannot be trusted. */
export const oidcRefused = (): AppError => new OidcRefused({ audit: loginRefused(null, "oidc_refused") });
