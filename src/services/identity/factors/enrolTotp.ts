import QRCode from "qrcode";
import { config } from "../../../config.js";
import { publish } from "../../../events/publish.js";
import { clock } from "../../../lib/clock.js";
import { InvalidMfaCode, LastFactor, MfaAlreadyEnabled, MfaNotEnabled } from "../../../errors/identity.js";
import { hashRecoveryCode, newRecoveryCodes } from "./recoveryCodes.js";
import { seal, unseal } from "../../../lib/seal.js";
import { staffMfa } from "./staffMfa.js";
import { newTotpSecret, totpStep, totpUri } from "./totp.js";
import { RecoveryCode } from "../../../models/identity/RecoveryCode.js";
import {
  activateTotp,
  beginTotp,
  deactivateTotp,
  markSecondFactor,
} from "../../../models/identity/secondFactor.js";
import type { User } from "../../../models/identity/User.js";
import { type SecondFactor, secondFactorFailure, proveSecondFactor } from "./verifySecondFactor.js";

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
  if (step === null) throw new InvalidMfaCode({ audit: secondFactorFailure(user) });
  if (!(await activateTotp(user.id, user.totpSecret, step))) throw new MfaAlreadyEnabled();
  await markSecondFactor(sessionId);
  await publish("user.mfa_enabled", { userId: user.id, changedAt: clock.now().toISOString() });
  return replaceRecoveryCodes(user.id);
}

/**
 * Takes the second factor away. Needs it once more.
 * @throws LastFactor to staff of a shop that asks it of them, MfaNotEnabled, InvalidMfaCode
 */
export async function removeTotp(user: User, factor: SecondFactor, ip: string): Promise<void> {
  if (!user.totpConfirmedAt) throw new MfaNotEnabled();
  if (staffMfa.required && user.role !== "customer") throw new LastFactor();
  await proveSecondFactor(user, factor, ip);
  await dropSecondFactor(user.id);
}

/**
 * Takes a second factor away without asking for it: for an operator whose user has lost it.
 * @throws MfaNotEnabled
 */
export async function dropSecondFactor(userId: string): Promise<void> {
  if (!(await deactivateTotp(userId))) throw new MfaNotEnabled();
  await RecoveryCode.destroy({ where: { userId } });
  await publish("user.mfa_disabled", { userId, changedAt: clock.now().toISOString() });
}

/** Ten new recovery codes; the old ones are dead. @throws MfaNotEnabled, InvalidMfaCode */
export async function renewRecoveryCodes(user: User, factor: SecondFactor, ip: string): Promise<string[]> {
  await proveSecondFactor(user, factor, ip);
  return replaceRecoveryCodes(user.id);
}

async function replaceRecoveryCodes(userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await RecoveryCode.destroy({ where: { userId } });
  await RecoveryCode.bulkCreate(codes.map((code) => ({ userId, codeHash: hashRecoveryCode(userId, code) })));
  return codes;
}
