import { WITHOUT_KEY } from "../../../database/locks.js";
import { positional } from "../../../database/statement.js";
import { transaction } from "../../../database/transaction.js";
import { clock, secondsFromNow } from "../../../lib/clock.js";
import { CODE_MINUTES, hashCode, newCode } from "./oneTimeCodes.js";
import { type CodePurpose, OneTimeCode } from "../../../models/identity/OneTimeCode.js";
import { User } from "../../../models/identity/User.js";

const PAUSE_SECONDS = 60;
const PER_HOUR = 5;

const recent = positional<{ issued: number; pausing: boolean }>(
  `SELECT count(*)::int AS issued,
     coalesce(bool_or(email = $3 AND created_at > $4::timestamptz - interval '${PAUSE_SECONDS} seconds'), false) AS pausing
   FROM one_time_codes
   WHERE user_id = $1 AND purpose = $2 AND created_at > $4::timestamptz - interval '1 hour'`,
);

/** A code as it is told once, to the address that it proves. */
export type IssuedCode = { id: string; code: string; email: string };

/**
 * Makes a code for the user's address; the one before it is dead from then on. Limited to one a minute per address and
 * five an hour per user and purpose, so that nobody's mailbox can be flooded and a guesser gets few codes to guess.
 * @returns null where nothing is to be mailed: no such user, an address that changed meanwhile, or too many codes
 */
export const issueCode = (userId: string, purpose: CodePurpose): Promise<IssuedCode | null> =>
  transaction(async () => {
    // Whoever issues or uses a code of this user waits here.
    const user = await User.findByPk(userId, { lock: WITHOUT_KEY });
    if (!user || user.anonymizedAt) return null;
    const { email } = user;
    const [known] = await recent([userId, purpose, email, clock.now()]);
    if (!known || known.pausing || known.issued >= PER_HOUR) return null;
    await replaceCodes(userId, purpose);
    const code = newCode();
    const codeHash = hashCode({ userId, purpose, email }, code);
    const expiresAt = secondsFromNow(CODE_MINUTES * 60);
    const { id } = await OneTimeCode.create({
      userId,
      purpose,
      email,
      codeHash,
      expiresAt,
      createdAt: clock.now(),
    });
    return { id, code, email };
  });

/** Kills the live code of a purpose. Call it with the user locked. */
export async function replaceCodes(userId: string, purpose: CodePurpose): Promise<void> {
  await OneTimeCode.update(
    { replacedAt: clock.now() },
    { where: { userId, purpose, consumedAt: null, replacedAt: null } },
  );
}
