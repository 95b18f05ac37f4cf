import { z } from "zod";
import { GUEST_CART_OUTCOMES, type GuestCartOutcome } from "../../models/cart/vocabulary.js";
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
    guestCart: z
      .enum(GUEST_CART_OUTCOMES)
      .optional()
      .describe(
        "What became of the guest cart that the request named: all of its lines are in the customer's cart (`merged`), " +
          "those that fit into its 200 lines (`merged_in_part`), or none because another request held it (`kept`). Lines that " +
          "were not moved stay in the guest cart, and the next log-in with its token moves them.",
      ),
  })
  .meta({ id: "Session" });

export const CsrfTokenView = z
  .strictObject({ csrfToken: z.string().describe("For the header X-CSRF-Token.") })
  .meta({ id: "CsrfToken" });

/** The secrets of a session, as they are told once. `expiresIn` in seconds. */
export type SessionTokens = {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  guestCart?: GuestCartOutcome | null;
};

const outcome = (guestCart: GuestCartOutcome | null | undefined) => (guestCart ? { guestCart } : {});

export const renderSession = (user: LoadedUser, tokens: SessionTokens): z.input<typeof SessionView> => ({
  user: renderUser(user),
  accessToken: tokens.accessToken,
  refreshToken: tokens.refreshToken,
  tokenType: "Bearer",
  expiresIn: tokens.expiresIn,
  ...outcome(tokens.guestCart),
});

/** A session whose tokens travel in cookies: what the page's scripts may know of it. */
export const renderCookieSession = (
  user: LoadedUser,
  { expiresIn, guestCart }: SessionTokens,
  csrfToken: string,
): z.input<typeof SessionView> => ({
  user: renderUser(user),
  tokenType: "Cookie",
  expiresIn,
  csrfToken,
  ...outcome(guestCart),
});

/** A new account in a shop where the address has to be verified first: there is no session yet. */
export const renderNoSession = (
  user: LoadedUser,
  guestCart: GuestCartOutcome | null,
): z.input<typeof SessionView> => ({
  user: renderUser(user),
  tokenType: null,
  expiresIn: null,
  accessToken: null,
  refreshToken: null,
  ...outcome(guestCart),
});

export const renderCsrfToken = (csrfToken: string): z.input<typeof CsrfTokenView> => ({ csrfToken });
