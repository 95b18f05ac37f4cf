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
      .describe("Where the tokens are: in this response, or in cookies; null if there are none."),
    expiresIn: z.int().nullable().describe("Seconds until the access token expires."),
    accessToken: z
      .string()
      .nullable()
      .optional()
      .describe("A JWT for the Authorization header. Absent in cookie mode."),
    refreshToken: z
      .string()
      .nullable()
      .optional()
      .describe("Opaque; valid for one refresh. Absent in cookie mode."),
    csrfToken: z.string().optional().describe("For the header X-CSRF-Token. In cookie mode only."),
    guestCart: z
      .enum(GUEST_CART_OUTCOMES)
      .optional()
      .describe(
        "The result for the guest cart of the request: all of its lines are in the customer's cart (`merged`), those that " +
          "fit into its 200 lines (`merged_in_part`), or none because another request held it (`kept`). Lines that were " +
          "not moved stay in the guest cart, and the next login with its token moves them.",
      ),
  })
  .meta({ id: "Session" });

export const CsrfTokenView = z
  .strictObject({ csrfToken: z.string().describe("For the header X-CSRF-Token.") })
  .meta({ id: "CsrfToken" });

/** The tokens of a session, shown once. `expiresIn` in seconds. */
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

/** A session whose tokens are in cookies: the part that scripts of the page may read. */
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

/** A new account without a session, in a shop that requires a verified address first. */
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
