import { config } from "../config.js";
import { clock } from "../lib/clock.js";
import type { ReplyCookie } from "./reply.js";
import { seal, unseal } from "../lib/seal.js";
import { cookieIn, cookieName } from "./sessionCookies.js";

/** State that must survive the redirect to a provider. Sealed into a cookie, so that any process can continue. */
export type OidcFlow = {
  provider: string;
  /** The strategy's own: PKCE verifier, nonce and state. */
  checks: Record<string, unknown>;
  returnTo: string;
  /** The user who links an identity to their account; null for a login. */
  link: { userId: string; sessionId: string } | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
};

const NAME = cookieName("cw_oidc");
const SECONDS = 600;
const secure = config.publicUrl.startsWith("https:");
/** Lax: the provider's redirect comes from another site. */
const options = {
  httpOnly: true,
  secure,
  sameSite: "lax" as const,
  path: secure ? "/" : "/api/v1/auth/oidc",
};

export function flowCookie(flow: Omit<OidcFlow, "expiresAt">): ReplyCookie {
  const expiresAt = clock.now().getTime() + SECONDS * 1000;
  const value = seal(JSON.stringify({ ...flow, expiresAt }), config.oidcSecret).toString("base64url");
  return { name: NAME, value, options: { ...options, maxAge: SECONDS } };
}

export const clearedFlowCookie = (): ReplyCookie => ({ name: NAME, value: null, options });

/** The flow of this browser; null when it is missing, forged or expired. */
export function flowIn(headers: Record<string, string | string[] | undefined>): OidcFlow | null {
  const value = cookieIn(headers, NAME);
  if (!value) return null;
  try {
    const flow = JSON.parse(unseal(Buffer.from(value, "base64url"), config.oidcSecret)) as OidcFlow;
    return flow.expiresAt > clock.now().getTime() ? flow : null;
  } catch {
    return null;
  }
}
