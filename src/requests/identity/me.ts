import { z } from "zod";
import { clearable, clearableText, Email, optionalSecret } from "../../lib/schemas.js";
import { NewPassword, Username } from "./auth.js";

/** The password that confirms a change; of any length up to a limit, as for a login. */
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
        "Required for another e-mail address, unless the login is less than 15 minutes old.",
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
      password: OptionalPassword.describe("Required unless the login is less than 15 minutes old."),
    })
    .meta({ id: "DeleteMeBody" }),
};
