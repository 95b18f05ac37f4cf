import { assertNotForged, csrfTokenFor } from "../../http/csrf.js";
import { hashSecret } from "../../lib/ids.js";
import { AppError } from "../../errors/defineError.js";
import { InvalidRefreshToken, RefreshTokenReused } from "../../errors/identity.js";
import type { Call, ReplyOf } from "../../http/action.js";
import {
  accessCookieIn,
  clearedSessionCookies,
  CLEARING_HEADER,
  refreshCookieIn,
  sessionCookies,
} from "../../http/sessionCookies.js";
import { created, ok, type Reply } from "../../http/reply.js";
import { RefreshToken } from "../../models/identity/RefreshToken.js";
import type { LoadedUser } from "../../models/identity/User.js";
import type { SessionTransport } from "../../models/identity/vocabulary.js";
import {
  renderCookieSession,
  renderSession,
  type SessionTokens,
  type SessionView,
} from "../../views/identity/session.js";

type Tokens = SessionTokens & { sessionId: string; sessionEndsIn: number };

/** The response with a session's tokens: in the body, or in cookies. @param location of a new account */
export function sessionReply(
  user: LoadedUser,
  tokens: Tokens,
  transport: SessionTransport,
  location?: string,
): ReplyOf<typeof SessionView> {
  const byCookie = transport === "cookie";
  const csrfToken = csrfTokenFor(tokens.sessionId);
  const body = byCookie ? renderCookieSession(user, tokens, csrfToken) : renderSession(user, tokens);
  const extras = byCookie ? { cookies: sessionCookies(tokens) } : {};
  return location === undefined ? ok(body, extras) : created(body, location, extras);
}

/**
 * The refresh token of the body, else that of the cookie, which must pass the CSRF check.
 * @throws InvalidRefreshToken, CsrfFailed
 */
export async function presentedRefreshToken(
  request: Call["request"],
  sent: string | undefined,
): Promise<{ secret: string; transport: SessionTransport }> {
  if (sent !== undefined) return { secret: sent, transport: "bearer" };
  const secret = refreshCookieIn(request.headers);
  const token = secret && (await RefreshToken.findByHash(hashSecret(secret)));
  if (!secret || !token) throw new InvalidRefreshToken({ headers: clearing(request) });
  assertNotForged(request.headers, token.sessionId);
  return { secret, transport: "cookie" };
}

/** Clears the cookies of a session that has ended. A session that another tab has just refreshed goes on. */
export const clearingCookies =
  (transport: SessionTransport) =>
  (error: unknown): never => {
    const over = error instanceof AppError && error.status === 401 && !sessionGoesOn(error);
    if (over && transport === "cookie") error.headers["Set-Cookie"] = CLEARING_HEADER;
    throw error;
  };

const sessionGoesOn = (error: AppError): boolean =>
  error instanceof RefreshTokenReused && error.extras.sessionEnded === false;

/** Clears the cookies of a browser that logs out. */
export const withoutCookies = ({ request }: Pick<Call, "request">): Pick<Reply, "cookies"> =>
  holdsCookies(request) ? { cookies: clearedSessionCookies() } : {};

const clearing = (request: Call["request"]): Record<string, string[]> =>
  holdsCookies(request) ? { "Set-Cookie": CLEARING_HEADER } : {};

const holdsCookies = ({ headers }: Call["request"]): boolean =>
  accessCookieIn(headers) !== null || refreshCookieIn(headers) !== null;
