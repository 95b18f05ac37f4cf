import type { ErrorRequestHandler } from "express";
import passport, { type Strategy } from "passport";
import { config } from "../config.js";
import { AppError } from "../errors/defineError.js";
import { MfaRequired, OidcFlowInvalid, OidcRefused, ProviderUnreachable } from "../errors/identity.js";
import { NotFound } from "../errors/system.js";
import type { Call } from "../http/action.js";
import type { ExternalIdentity } from "../services/identity/accounts/externalIdentity.js";
import { logger } from "../logger.js";
import { clearedFlowCookie, flowIn, type OidcFlow } from "../http/oidcFlow.js";
import type { OidcProvider } from "../lib/oidcProviders.js";
import { seeOther } from "../http/reply.js";
import { withError } from "../http/returnTo.js";
import { callbackUrl, CHECKS, oidcStrategy } from "../passport/oidc.js";
import { loginRefused } from "../services/identity/accounts/loginFailure.js";
import { toAppError } from "./errorHandler.js";
import { contextOf } from "./requestContext.js";
import { send, setCookies } from "./endpoint/send.js";

type Outcome = { redirect?: string; identity?: ExternalIdentity };

/** The configured provider of that name. @throws NotFound */
function providerNamed(name: string): OidcProvider {
  const provider = config.oidcProviders.find((each) => each.name === name);
  if (!provider) throw new NotFound();
  return provider;
}

/** Where to send a browser so that it comes back with proof of who it is, and what to check the proof with. */
export async function beginOidc(name: string): Promise<{ location: string; checks: OidcFlow["checks"] }> {
  const session: Record<string, unknown> = {};
  const strategy = await oidcStrategy(providerNamed(name));
  const { redirect } = await runStrategy(strategy, callbackUrl(name), session);
  if (!redirect) throw new OidcRefused();
  return { location: redirect, checks: session[CHECKS] as OidcFlow["checks"] };
}

/** Who came back, and from which flow: the proof is checked with the provider before any transaction is open. */
export async function verifyOidc({
  params,
  query,
  request,
}: {
  params: { provider: string };
  query: Record<string, string | undefined>;
  request: Call["request"];
}): Promise<{ flow: OidcFlow; identity: ExternalIdentity }> {
  const provider = providerNamed(params.provider);
  const flow = flowIn(request.headers);
  if (flow?.provider !== provider.name) throw new OidcFlowInvalid();
  const strategy = await oidcStrategy(provider);
  const url = new URL(callbackUrl(provider.name));
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
  // Without it the strategy would begin anew instead of refusing.
  if (query.code === undefined && query.error === undefined) throw new OidcFlowInvalid();
  const { identity } = await runStrategy(strategy, url.href, { [CHECKS]: flow.checks });
  if (!identity) throw refused();
  return { flow, identity };
}

/** Runs the strategy over an address; what it would do to a request and a response becomes a value. */
function runStrategy(strategy: unknown, href: string, session: Record<string, unknown>): Promise<Outcome> {
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
    const run = passport.authenticate(strategy as Strategy, { session: false }, done) as (
      ...args: unknown[]
    ) => void;
    run(request, response, done);
  });
}

/** What openid-client throws: the provider cannot be asked, or what came from it (or the browser) is not right. */
function translate(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const away = code === "OAUTH_TIMEOUT" || (error instanceof TypeError && message === "fetch failed");
  logger.warn({ err: error }, "a single sign-on was refused");
  return away ? new ProviderUnreachable({ headers: { "Retry-After": "5" } }) : refused();
}

/** Whose login it was nobody knows: the provider did not say it, or not so that we could believe it. */
const refused = (): AppError => new OidcRefused({ audit: loginRefused(null, "oidc_refused") });

/**
 * After the routes of OpenID Connect: whatever went wrong, this flow is over. A person in a browser goes back to the page
 * they came from, with `?error=` and the code; a script gets the problem.
 */
export const oidcErrors: ErrorRequestHandler = (thrown: unknown, req, res, next) => {
  const flow = flowIn(req.headers);
  if (!flow || !req.path.endsWith("/callback")) return next(thrown);
  const cookies = [clearedFlowCookie()];
  if (!/\btext\/html\b/i.test(req.headers.accept ?? "")) {
    setCookies(res, cookies);
    return next(thrown);
  }
  const error = toAppError(thrown, contextOf(res).requestId);
  const challenge = error instanceof MfaRequired ? error.extras.challenge : undefined;
  send(req, res, { ...seeOther(withError(flow.returnTo, error.code, challenge)), cookies });
};
