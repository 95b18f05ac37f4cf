import { Strategy } from "passport-local";
import { checkCredentials } from "../services/identity/passwords/checkCredentials.js";

/** E-mail or username with a password. */
export const localStrategy = new Strategy(
  { usernameField: "login", session: false },
  (login, password, done) => {
    checkCredentials(login, password).then(
      (user) => done(null, user ?? false),
      (error: unknown) => done(error),
    );
  },
);
