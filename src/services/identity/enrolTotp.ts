import QRCode from "qrcode";
import { config } from "../../config.js";
import { InvalidMfaCode, LastFactor, MfaAlreadyEnabled, MfaNotEnabled } from "../../errors.js";
import { hashRecoveryCode, newRecoveryCodes } from "../../lib/recoveryCodes.js";
import { seal, unseal } from "../../lib/seal.js";
import { staffMfa } from "../../lib/staffMfa.js";
import { newTotpSecret, totpStep, totpUri } from "../../lib/totp.js";
import { RecoveryCode } from "../../models/identity/RecoveryCode.js";
import {
  activateTotp,
  beginTotp,
  deactivateTotp,
  markSecondFactor,
} from "../../models/identity/secondFactor.js";
import type { User } from "../../models/identity/User.js";
import { type SecondFactor, verifySecondFactor } from "./verifySecondFactor.js";

/**
 * Begins enrolment: a secret that counts for nothing until a code of it came back. Again: another secret.
 * @throws MfaAlreadyEnabled
 */
export async function beginTotpEnrolment(user: Pick<User, "id" | "email">) {
  const secret = newTotpSecret();
  const otpauthUri = totpUri(secret, user.email, config.shopName);
  if (!(await beginTotp(user.id, seal(secret, config.totpSecret)))) throw new MfaAlreadyEnabled();
  const svg = await QRCode.toString(otpauthUri, { type: "svg", margin: 2 });
  return { secret, otpauthUri, qrCode: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}` };
}

/**
 * Ends enrolment with a code of the new secret. The session that shows it has passed the second factor thereby; others
 * of the user have not.
 * @returns ten recovery codes, told once
 * @throws MfaAlreadyEnabled, MfaNotEnabled, InvalidMfaCode
 */
export async function confirmTotpEnrolment(user: User, sessionId: string, code: string): Promise<string[]> {
  if (user.totpConfirmedAt) throw new MfaAlreadyEnabled();
  if (!user.totpSecret) throw new MfaNotEnabled();
  const step = totpStep(unseal(user.totpSecret, config.totpSecret), code);
  if (step === null) throw new InvalidMfaCode();
  if (!(await activateTotp(user.id, user.totpSecret, step))) throw new MfaAlreadyEnabled();
  await markSecondFactor(sessionId);
  return replaceRecoveryCodes(user.id);
}

/**
 * Takes the second factor away. Needs it once more.
 * @throws LastFactor to staff of a shop that asks it of them, MfaNotEnabled, InvalidMfaCode
 */
export async function removeTotp(user: User, factor: SecondFactor): Promise<void> {
  if (!user.totpConfirmedAt) throw new MfaNotEnabled();
  if (staffMfa.required && user.role !== "customer") throw new LastFactor();
  await verifySecondFactor(user, factor);
  if (!(await deactivateTotp(user.id))) throw new MfaNotEnabled();
  await RecoveryCode.destroy({ where: { userId: user.id } });
}

/** Ten new recovery codes; the old ones are dead. @throws MfaNotEnabled, InvalidMfaCode */
export async function renewRecoveryCodes(user: User, factor: SecondFactor): Promise<string[]> {
  await verifySecondFactor(user, factor);
  return replaceRecoveryCodes(user.id);
}

async function replaceRecoveryCodes(userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await RecoveryCode.destroy({ where: { userId } });
  await RecoveryCode.bulkCreate(codes.map((code) => ({ userId, codeHash: hashRecoveryCode(userId, code) })));
  return codes;
}
