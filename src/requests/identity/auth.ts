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
 * Of form, length is the only rule (NIST SP 800-63B § 3.1.1.2); counted in characters, as people do. What is easily
 * guessed is refused by services/identity/passwords/passwordRules.ts.
 */
export const NewPassword = z
  .string()
  .refine((value) => {
    const characters = [...value.normalize("NFC")].length;
    return characters >= 8 && characters <= 256;
  }, "must be 8 to 256 characters long")
  .meta({ minLength: 8, maxLength: 256, format: "password" });

/** Where the tokens of a session go: into the answer, or into cookies that no script can read. */
const Transport = z
  .enum(SESSION_TRANSPORTS)
  .default("bearer")
  .describe("`cookie`: for browsers; the tokens become HttpOnly cookies, the answer has a csrfToken.");

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
      refreshToken: optionalSecret(200).describe("Without it, the cookie is asked."),
    })
    .meta({ id: "RefreshBody" }),
};

export const LogOut = {
  body: z
    .strictObject({
      refreshToken: optionalSecret(200).describe(
        "For who is no longer logged in: the session whose refresh token this is ends.",
      ),
    })
    .meta({ id: "LogOutBody" }),
};

export const ListSessions = { query: PageQuery };
export const EndSession = { params: IdParams };

export const NoInput = {};
