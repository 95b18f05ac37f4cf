import { z } from "zod";
import { clearable, clearableText, Email, optionalSecret } from "../../lib/schemas.js";
import { NewPassword, Username } from "./auth.js";

/** What is proved again before something is changed; any length up to a limit, as at login. */
export const CurrentPassword = z.string().min(1).max(1024).meta({ format: "password" });
/** The same where a recent login is proof enough. */
export const OptionalPassword = optionalSecret(1024).meta({ format: "password" });

export const UpdateMe = {
  body: z
    .strictObject({
      email: Email,
      username: clearable(Username),
      firstName: clearableText(100),
      lastName: clearableText(100),
      phone: clearableText(40),
      currentPassword: OptionalPassword.describe(
        "Needed for another e-mail address, unless the login is younger than 15 minutes.",
      ),
    })
    .partial()
    .meta({ id: "UpdateMeBody" }),
};

export const ChangePassword = {
  body: z
    .strictObject({ currentPassword: CurrentPassword, newPassword: NewPassword })
    .meta({ id: "ChangePasswordBody" }),
};

export const DeleteMe = {
  body: z
    .strictObject({
      password: OptionalPassword.describe("Needed unless the login is younger than 15 minutes."),
    })
    .meta({ id: "DeleteMeBody" }),
};
