import { transaction } from "../../../database/transaction.js";
import { clock, secondsFromNow } from "../../../lib/clock.js";
import { OneTimeCode } from "../../../models/identity/OneTimeCode.js";
import { User } from "../../../models/identity/User.js";
import type { CodePurpose } from "../../../models/identity/vocabulary.js";
import { CODE_MINUTES, hashCode, newCode } from "./oneTimeCodes.js";

const PAUSE_SECONDS = 60;
const PER_HOUR = 5;

/** A code in plain text, for the mail to the address that it verifies. */
export type IssuedCode = { id: string; code: string; email: string };

/**
 * Issues a code for the user's address and expires the earlier one. Limited to one code per minute and address and to
 * five per hour, user and purpose, so that a mailbox cannot be flooded, and an attacker has few codes to guess.
 * @returns null if no mail is due: the account does not exist or is closed, or too many codes were issued
 */
export const issueCode = (userId: string, purpose: CodePurpose): Promise<IssuedCode | null> =>
  transaction(async () => {
    // Requests that issue or use a code of this user wait for this lock.
    const user = await User.lockOpen(userId);
    if (!user) return null;
    const { email } = user;
    const recent = await OneTimeCode.issuedSince(userId, purpose, secondsFromNow(-3600), PER_HOUR);
    const pauseSince = secondsFromNow(-PAUSE_SECONDS);
    const pausing = recent.some((code) => code.email === email && code.createdAt > pauseSince);
    if (pausing || recent.length >= PER_HOUR) return null;
    await OneTimeCode.replaceLive(userId, purpose);
    const code = newCode();
    const codeHash = hashCode({ userId, purpose, email }, code);
    const expiresAt = secondsFromNow(CODE_MINUTES * 60);
    const createdAt = clock.now();
    const { id } = await OneTimeCode.create({ userId, purpose, email, codeHash, expiresAt, createdAt });
    return { id, code, email };
  });
