import { OidcFlowInvalid } from "../errors/identity.js";
import type { OidcFlow } from "../http/oidcFlow.js";
import type { ExternalIdentity } from "../services/identity/accounts/externalIdentity.js";
import { callbackUrl, CHECKS, oidcStrategy, providerNamed } from "./oidc.js";
import { oidcRefused, runOidcStrategy } from "./runOidcStrategy.js";

/** The identity that a provider returned, and the flow that began at this shop. */
export type OidcArrival = { flow: OidcFlow; identity: ExternalIdentity };

/**
 * Verifies the callback of a provider. Call it outside a transaction, because it sends requests to the provider.
 * @param name of the provider
 * @param flow the flow of this browser; null without one
 * @param query the parameters that the provider sent
 * @throws NotFound, OidcFlowInvalid, ProviderUnreachable, OidcRefused
 */
export async function verifyOidc(
  name: string,
  flow: OidcFlow | null,
  query: Record<string, string | undefined>,
): Promise<OidcArrival> {
  const provider = providerNamed(name);
  if (flow?.provider !== provider.name) throw new OidcFlowInvalid();
  const strategy = await oidcStrategy(provider);
  const url = new URL(callbackUrl(provider.name));
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
  // Without these parameters the strategy would begin a new flow instead of refusing.
  if (query.code === undefined && query.error === undefined) throw new OidcFlowInvalid();
  const { identity } = await runOidcStrategy(strategy, url.href, { [CHECKS]: flow.checks });
  if (!identity) throw oidcRefused();
  return { flow, identity };
}
