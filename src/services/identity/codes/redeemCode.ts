import { WITHOUT_KEY } from "../../../database/locks.js";
import { positional } from "../../../database/statement.js";
import { InvalidCode } from "../../../errors/identity.js";
import { clock } from "../../../lib/clock.js";
import { hashCode, MAX_ATTEMPTS, sameHash } from "./oneTimeCodes.js";
import type { CodePurpose } from "../../../models/identity/OneTimeCode.js";
import { User } from "../../../models/identity/User.js";

type Claim = { purpose: CodePurpose; email: string; code: string };
/** A code that was right when it was looked at; who uses it up is decided by useCode(). */
export type RightCode = { codeId: string; user: User };

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * One statement whoever is named, and none that waits for the disk: only a live code has an attempt to write down, and
 * the wait would tell. A database that crashes may forget the attempts of its last half second.
 */
const countAttempt = positional<{ id: string; user_id: string; code_hash: string }>(
  `UPDATE one_time_codes c SET attempts = attempts + 1 FROM users u
   WHERE u.email = $1 AND u.anonymized_at IS NULL AND c.user_id = u.id AND c.purpose = $2 AND c.email = u.email
     AND consumed_at IS NULL AND replaced_at IS NULL AND expires_at > $3 AND attempts < ${MAX_ATTEMPTS}
     AND set_config('synchronous_commit', 'off', true) = 'off'
   RETURNING c.id, user_id, code_hash`,
);
const consume = positional<{ id: string }>(
  `UPDATE one_time_codes SET consumed_at = $2
   WHERE id = $1 AND consumed_at IS NULL AND replaced_at IS NULL RETURNING id`,
);

/**
 * Looks whether a code is right. The attempt is counted first and by itself: call it outside of any transaction, so
 * that no rollback gives a guesser the attempt back, and no other commit goes without waiting for the disk.
 * @throws InvalidCode, whatever was wrong
 */
export async function checkCode({ purpose, email, code }: Claim): Promise<RightCode> {
  const [live] = await countAttempt([email, purpose, clock.now()]);
  const given = hashCode({ userId: live?.user_id ?? NOBODY, purpose, email }, code);
  const right = sameHash(live?.code_hash ?? "0".repeat(64), given);
  const user = live && right ? await User.findByPk(live.user_id) : null;
  if (!live || !user) throw new InvalidCode();
  return { codeId: live.id, user };
}

/**
 * Uses a right code up, in the transaction of its effect: of any number at once, one wins.
 * @returns the user, locked
 * @throws InvalidCode for all others, and where the address has changed since
 */
export async function useCode({ codeId, user }: RightCode): Promise<User> {
  const locked = await User.findByPk(user.id, { lock: WITHOUT_KEY });
  if (!locked || locked.email !== user.email || !(await consume([codeId, clock.now()])).length)
    throw new InvalidCode();
  return locked;
}
