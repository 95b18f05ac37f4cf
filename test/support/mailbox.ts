import { drainQueue } from "./jobs.js";
import { sql } from "./database.js";

export type StoredMail = { subject: string; text: string };

/** The mails to an address, the oldest first, after all due jobs have run. */
export async function mailsTo(recipient: string): Promise<StoredMail[]> {
  await drainQueue();
  return sql<StoredMail>(
    `SELECT subject, text_body AS text FROM mails WHERE recipient = $1 ORDER BY created_at, id`,
    [recipient],
  );
}

/** The six digits in the newest mail to an address that contains a code. */
export async function newestCode(recipient: string): Promise<string> {
  const mails = await mailsTo(recipient);
  const code = mails.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).findLast(Boolean);
  if (code === undefined) throw new Error(`no code was mailed to ${recipient}`);
  return code;
}

/** A code that differs from this one. */
export const wrongCode = (code: string): string => (code === "000000" ? "000001" : "000000");

/** Makes a user's codes older, so that the next code can be mailed. */
export const ageCodes = (userId: string, seconds: number) =>
  sql(
    `UPDATE one_time_codes SET created_at = created_at - $2 * interval '1 second',
       expires_at = expires_at - $2 * interval '1 second' WHERE user_id = $1`,
    [userId, seconds],
  );
