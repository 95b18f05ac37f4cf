import { OidcRefused } from "../errors/identity.js";
import { callbackUrl, CHECKS, oidcStrategy, providerNamed } from "./oidc.js";
import { runOidcStrategy } from "./runOidcStrategy.js";

/** The redirect to a provider, and the values that the callback is checked against. */
export type OidcTrip = { location: string; checks: Record<string, unknown> };

/**
 * Begins a single sign-on.
 * @param name of the provider
 * @throws NotFound, ProviderUnreachable, OidcRefused
 */
export async function beginOidc(name: string): Promise<OidcTrip> {
  const session: Record<string, unknown> = {};
  const strategy = await oidcStrategy(providerNamed(name));
  const { redirect } = await runOidcStrategy(strategy, callbackUrl(name), session);
  if (!redirect) throw new OidcRefused();
  return { location: redirect, checks: session[CHECKS] as OidcTrip["checks"] };
}
