import { z } from "zod";
import { Timestamp } from "../../lib/schemas.js";
import type { User } from "../../models/identity/User.js";

export const MfaView = z
  .strictObject({
    totp: z.strictObject({ enabled: z.boolean(), confirmedAt: Timestamp.nullable() }),
    recoveryCodesLeft: z.int(),
  })
  .meta({ id: "Mfa" });

export const TotpEnrolmentView = z
  .strictObject({
    secret: z.string().describe("Base32, for apps that cannot scan. Shown once."),
    otpauthUri: z.string().describe("The content of the QR code."),
    qrCode: z.string().describe("An SVG image as a data URL."),
  })
  .meta({ id: "TotpEnrolment" });

export const RecoveryCodesView = z
  .strictObject({ recoveryCodes: z.array(z.string()).describe("Ten codes; each works once. Shown once.") })
  .meta({ id: "RecoveryCodes" });

export const renderMfa = (
  { totpConfirmedAt }: Pick<User, "totpConfirmedAt">,
  recoveryCodesLeft: number,
): z.input<typeof MfaView> => ({
  totp: { enabled: totpConfirmedAt !== null, confirmedAt: totpConfirmedAt?.toISOString() ?? null },
  recoveryCodesLeft,
});

export const renderRecoveryCodes = (recoveryCodes: string[]): z.input<typeof RecoveryCodesView> => ({
  recoveryCodes,
});
