import { z } from "zod";

const Password = z.string().min(1).max(1024).meta({ format: "password" });
const Code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, "must be six digits")
  .describe("Six digits of the authenticator app; each code works once.");
const RecoveryCode = z.string().trim().min(10).max(20).describe("`xxxxx-xxxxx`; each code works once.");
/** Longer than any challenge. */
const Challenge = z.string().min(1).max(1000).describe("From the `mfa_required` problem of the login.");

export const LogInMfa = {
  body: z
    .union([
      z.strictObject({ challenge: Challenge, code: Code }),
      z.strictObject({ challenge: Challenge, recoveryCode: RecoveryCode }),
    ])
    .meta({ id: "LogInMfaBody" }),
};

export const BeginTotp = {
  body: z.strictObject({ password: Password }).meta({ id: "BeginTotpBody" }),
};

export const ConfirmTotp = {
  body: z.strictObject({ code: Code }).meta({ id: "ConfirmTotpBody" }),
};

const passwordAndFactor = z.union([
  z.strictObject({ password: Password, code: Code }),
  z.strictObject({ password: Password, recoveryCode: RecoveryCode }),
]);

export const RemoveTotp = { body: passwordAndFactor.meta({ id: "RemoveTotpBody" }) };
export const RenewRecoveryCodes = { body: passwordAndFactor.meta({ id: "RenewRecoveryCodesBody" }) };
