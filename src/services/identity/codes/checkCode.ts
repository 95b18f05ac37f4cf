import { InvalidCode } from "../../../errors/identity.js";
import { clock } from "../../../lib/clock.js";
import { countCodeAttempt } from "../../../models/identity/countCodeAttempt.js";
import { User } from "../../../models/identity/User.js";
import type { CodePurpose } from "../../../models/identity/vocabulary.js";
import { hashCode, MAX_ATTEMPTS, sameHash } from "./oneTimeCodes.js";

type Claim = { purpose: CodePurpose; email: string; code: string };
/** A code that was correct when it was checked. useCode() then accepts it once. */
export type RightCode = { codeId: string; user: User };

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Checks a code. Call it outside a transaction: a rollback must not give an attacker the attempt back, and the
 * asynchronous commit of the attempt must not apply to other writes.
 * @throws InvalidCode for any reason
 */
export async function checkCode({ purpose, email, code }: Claim): Promise<RightCode> {
  const [live] = await countCodeAttempt({ email, purpose, now: clock.now(), maxAttempts: MAX_ATTEMPTS });
  const given = hashCode({ userId: live?.userId ?? NOBODY, purpose, email }, code);
  const right = sameHash(live?.codeHash ?? "0".repeat(64), given);
  const user = live && right ? await User.findByPk(live.userId) : null;
  if (!live || !user) throw new InvalidCode();
  return { codeId: live.id, user };
}
