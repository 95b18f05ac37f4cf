import { z } from "zod";
import { normalizeIdentity, USERNAME } from "../../lib/identity.js";
import { SESSION_TRANSPORTS } from "../../models/identity/vocabulary.js";
import { Email, IdParams, optional, optionalSecret, optionalText, PageQuery } from "../../lib/schemas.js";

export const Username = z
  .string()
  .max(100)
  .transform(normalizeIdentity)
  .pipe(z.string().regex(USERNAME, "must be 3 to 30 of a-z, 0-9, _ . -"));
/**
 * Length, in characters, is the only rule of form (NIST SP 800-63B § 3.1.1.2). Passwords that are easy to guess are
 * refused by services/identity/passwords/passwordRules.ts.
 */
export const NewPassword = z
  .string()
  .refine((value) => {
    const characters = [...value.normalize("NFC")].length;
    return characters >= 8 && characters <= 256;
  }, "must be 8 to 256 characters long")
  .meta({ minLength: 8, maxLength: 256, format: "password" });

/** How the tokens reach the client. */
const Transport = z
  .enum(SESSION_TRANSPORTS)
  .default("bearer")
  .describe(
    "`cookie`: for browsers; the tokens are set as HttpOnly cookies, and the response has a csrfToken.",
  );

export const Register = {
  body: z
    .strictObject({
      email: Email,
      password: NewPassword,
      username: optional(Username),
      firstName: optionalText(100),
      lastName: optionalText(100),
      transport: Transport,
    })
    .meta({ id: "RegisterBody" }),
};

export const LogIn = {
  body: z
    .strictObject({
      login: z
        .string()
        .min(1)
        .max(254)
        .transform(normalizeIdentity)
        .meta({ description: "E-mail address or username." }),
      password: z.string().min(1).max(1024).meta({ format: "password" }),
      transport: Transport,
    })
    .meta({ id: "LogInBody" }),
};

export const Refresh = {
  body: z
    .strictObject({
      refreshToken: optionalSecret(200).describe("Default: the refresh token in the cookie."),
    })
    .meta({ id: "RefreshBody" }),
};

export const LogOut = {
  body: z
    .strictObject({
      refreshToken: optionalSecret(200).describe(
        "When no longer logged in: ends the session that this refresh token belongs to.",
      ),
    })
    .meta({ id: "LogOutBody" }),
};

export const ListSessions = { query: PageQuery };
export const EndSession = { params: IdParams };

export const NoInput = {};
