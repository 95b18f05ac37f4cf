import { statement } from "../database/statement.js";

const KEPT_HOURS = 48;

const purgeCodes = statement(
  `DELETE FROM one_time_codes WHERE created_at < now() - interval '${KEPT_HOURS} hours'`,
);
/** These carry an address, maybe of somebody who has no account here, and tell nothing once they are handled. */
const purgeRequests = statement(
  `DELETE FROM outbox_events
   WHERE name IN ('email_verification.requested', 'password_reset.requested', 'user.email_changed')
     AND processed_at < now() - interval '${KEPT_HOURS} hours'`,
);

/** Codes are good for ten minutes and counted for an hour; who asked for one is nobody's business for longer. */
export async function purgeSpentCodes(): Promise<void> {
  await purgeCodes();
  await purgeRequests();
}
