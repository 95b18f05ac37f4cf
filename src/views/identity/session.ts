import { z } from "zod";
import type { LoadedUser } from "../../models/identity/User.js";
import { renderUser, UserView } from "./user.js";

export const SessionView = z
  .strictObject({
    user: UserView,
    tokenType: z
      .enum(["Bearer", "Cookie"])
      .nullable()
      .describe("Where the tokens are: in this answer, or in cookies; null where there are none."),
    expiresIn: z.int().nullable().describe("Seconds until the access token expires."),
    accessToken: z
      .string()
      .nullable()
      .optional()
      .describe("A JWT for the Authorization header. Not in cookie mode."),
    refreshToken: z
      .string()
      .nullable()
      .optional()
      .describe("Opaque; good for one refresh. Not in cookie mode."),
    csrfToken: z.string().optional().describe("For X-CSRF-Token. In cookie mode only."),
  })
  .meta({ id: "Session" });

export const CsrfTokenView = z
  .strictObject({ csrfToken: z.string().describe("For the header X-CSRF-Token.") })
  .meta({ id: "CsrfToken" });

/** The secrets of a session, as they are told once. `expiresIn` in seconds. */
export type SessionTokens = { accessToken: string; refreshToken: string; expiresIn: number };

export const renderSession = (user: LoadedUser, tokens: SessionTokens): z.input<typeof SessionView> => ({
  user: renderUser(user),
  accessToken: tokens.accessToken,
  refreshToken: tokens.refreshToken,
  tokenType: "Bearer",
  expiresIn: tokens.expiresIn,
});

/** A session whose tokens travel in cookies: what the page's scripts may know of it. */
export const renderCookieSession = (
  user: LoadedUser,
  { expiresIn }: SessionTokens,
  csrfToken: string,
): z.input<typeof SessionView> => ({ user: renderUser(user), tokenType: "Cookie", expiresIn, csrfToken });

/** A new account in a shop where the address has to be verified first: there is no session yet. */
export const renderNoSession = (user: LoadedUser): z.input<typeof SessionView> => ({
  user: renderUser(user),
  tokenType: null,
  expiresIn: null,
  accessToken: null,
  refreshToken: null,
});

export const renderCsrfToken = (csrfToken: string): z.input<typeof CsrfTokenView> => ({ csrfToken });
