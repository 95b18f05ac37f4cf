import { z } from "zod";
import type { User } from "../../models/identity/User.js";
import { renderUser, UserView } from "./user.js";

export const SessionView = z
  .strictObject({
    user: UserView,
    accessToken: z.string().describe("A JWT for the Authorization header."),
    refreshToken: z.string().describe("Opaque; good for one refresh."),
    tokenType: z.literal("Bearer"),
    expiresIn: z.int().describe("Seconds until the access token expires."),
  })
  .meta({ id: "Session" });

/** The secrets of a session, as they are told once. `expiresIn` in seconds. */
export type SessionTokens = { accessToken: string; refreshToken: string; expiresIn: number };

export const renderSession = (user: User, tokens: SessionTokens): z.input<typeof SessionView> => ({
  user: renderUser(user),
  accessToken: tokens.accessToken,
  refreshToken: tokens.refreshToken,
  tokenType: "Bearer",
  expiresIn: tokens.expiresIn,
});
