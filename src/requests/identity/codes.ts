import { z } from "zod";
import { Email } from "../../lib/schemas.js";
import { NewPassword } from "./auth.js";

const Code = z
  .string()
  .trim()
  .regex(/^[0-9]{6}$/, "must be six digits")
  .meta({ format: "one-time-code", description: "The six digits in the mail." });

export const VerifyEmail = {
  body: z.strictObject({ email: Email, code: Code }).meta({ id: "VerifyEmailBody" }),
};

export const ResendVerification = {
  body: z.strictObject({ email: Email }).meta({ id: "ResendVerificationBody" }),
};

export const ForgotPassword = {
  body: z.strictObject({ email: Email }).meta({ id: "ForgotPasswordBody" }),
};

export const ResetPassword = {
  body: z.strictObject({ email: Email, code: Code, password: NewPassword }).meta({ id: "ResetPasswordBody" }),
};
