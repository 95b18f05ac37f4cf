import { RecoveryCode } from "../../../models/identity/RecoveryCode.js";
import { hashRecoveryCode, newRecoveryCodes } from "./recoveryCodes.js";

/** Replaces a user's recovery codes. @returns the new ones in plain text */
export async function replaceRecoveryCodes(userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await RecoveryCode.destroy({ where: { userId } });
  await RecoveryCode.bulkCreate(codes.map((code) => ({ userId, codeHash: hashRecoveryCode(userId, code) })));
  return codes;
}
