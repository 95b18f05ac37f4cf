import type * as Client from "openid-client";
import type * as Passport from "openid-client/passport";
import { config } from "../config.js";
import { ProviderUnreachable } from "../errors/identity.js";
import { NotFound } from "../errors/system.js";
import type { ExternalIdentity } from "../services/identity/accounts/externalIdentity.js";
import { logger } from "../logger.js";
import type { OidcProvider } from "../lib/oidcProviders.js";

/** The timeout of each request to a provider. */
const TIMEOUT_SECONDS = 5;
const REDISCOVER_MS = 3_600_000;
/** The key under which the strategy keeps its checks in the session. */
export const CHECKS = "checks";

export const callbackUrl = (name: string): string => `${config.publicUrl}/api/v1/auth/oidc/${name}/callback`;

/** @throws NotFound unless a provider with this name is configured */
export function providerNamed(name: string): OidcProvider {
  const provider = config.oidcProviders.find((each) => each.name === name);
  if (!provider) throw new NotFound();
  return provider;
}

type Known = { strategy: Promise<Passport.Strategy>; until: number };
const known = new Map<string, Known>();

/**
 * The Passport strategy of a provider. Its metadata is discovered at the first use and not at boot, so that the shop
 * can start while a provider is down. Metadata is cached for an hour; failures are not cached.
 * @throws ProviderUnreachable
 */
export async function oidcStrategy(provider: OidcProvider): Promise<Passport.Strategy> {
  let entry = known.get(provider.name);
  if (!entry || entry.until < Date.now()) {
    entry = { strategy: discover(provider), until: Date.now() + REDISCOVER_MS };
    known.set(provider.name, entry);
  }
  try {
    return await entry.strategy;
  } catch (error) {
    known.delete(provider.name);
    logger.warn({ err: error, provider: provider.name }, "an OpenID Connect provider is unreachable");
    throw new ProviderUnreachable({ headers: { "Retry-After": "5" } });
  }
}

/** Drops the discovered metadata. */
export const forgetProviders = (): void => known.clear();

async function discover(provider: OidcProvider): Promise<Passport.Strategy> {
  const client = await import("openid-client");
  const { Strategy } = await import("openid-client/passport");
  const issuer = new URL(provider.issuer);
  const found = await client.discovery(issuer, provider.clientId, provider.clientSecret, undefined, {
    timeout: TIMEOUT_SECONDS,
    execute: [
      // Without it, the library relies on TLS to the token endpoint. It requires an asymmetric signature, so HS256 is
      // refused.
      client.enableNonRepudiationChecks,
      // The library refuses http: by default. OIDC_PROVIDERS allows it for this machine only.
      ...(issuer.protocol === "http:" ? [client.allowInsecureRequests] : []),
    ],
  });

  /** The strategy adds PKCE; this adds a nonce and a state for every provider. */
  class ThoroughStrategy extends Strategy {
    override authorizationRequestParams<O extends Passport.AuthenticateOptions>(
      ...[request, options]: Parameters<Passport.Strategy["authorizationRequestParams"]>
    ): URLSearchParams {
      const own = super.authorizationRequestParams(request, options as O);
      const params = new URLSearchParams(own as URLSearchParams);
      params.set("state", client.randomState());
      params.set("nonce", client.randomNonce());
      return params;
    }
  }
  return new ThoroughStrategy(
    {
      config: found,
      name: `oidc:${provider.name}`,
      sessionKey: CHECKS,
      callbackURL: callbackUrl(provider.name),
      scope: provider.scopes,
    },
    (tokens, verified) => {
      identityOf(client, found, provider, tokens).then(
        (identity) => void verified(null, identity),
        (error: unknown) => void verified(error),
      );
    },
  );
}

/**
 * The identity in a provider's response. The library has verified the signature (with the provider's published keys),
 * the issuer, the audience, the nonce and the times. Some providers send the e-mail address in the ID token, others
 * only at the userinfo endpoint.
 */
async function identityOf(
  client: typeof Client,
  found: Client.Configuration,
  provider: OidcProvider,
  tokens: Client.TokenEndpointResponse & Client.TokenEndpointResponseHelpers,
): Promise<ExternalIdentity> {
  const claims = tokens.claims();
  if (!claims) throw new TypeError("the provider sent no ID token");
  const elsewhere = claims.email === undefined && found.serverMetadata().userinfo_endpoint !== undefined;
  // An address and its verification must come from the same source.
  const all: Record<string, unknown> = elsewhere
    ? { ...claims, ...(await client.fetchUserInfo(found, tokens.access_token, claims.sub)) }
    : claims;
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value.slice(0, 254) : null);
  return {
    provider: provider.name,
    issuer: claims.iss,
    subject: claims.sub,
    email: text(all.email),
    emailVerified: all.email_verified === true,
    firstName: text(all.given_name)?.slice(0, 100) ?? null,
    lastName: text(all.family_name)?.slice(0, 100) ?? null,
  };
}
