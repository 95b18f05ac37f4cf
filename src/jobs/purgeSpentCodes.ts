import { statement } from "../database/statement.js";

const KEPT_HOURS = 48;

const purgeCodes = statement(
  `DELETE FROM one_time_codes WHERE created_at < now() - interval '${KEPT_HOURS} hours'`,
);
/** Who asked for a code, or moved, is needed no longer once it is handled. */
const purgeRequests = statement(
  `DELETE FROM outbox_events
   WHERE name IN ('email_verification.requested', 'password_reset.requested', 'user.email_changed')
     AND processed_at < now() - interval '${KEPT_HOURS} hours'`,
);

/** For so long support can see which address an account had before. */
const KEPT_DAYS = 30;
const purgeEmailChanges = statement(
  `DELETE FROM email_changes WHERE created_at < now() - interval '${KEPT_DAYS} days'`,
);

/** Codes are good for ten minutes and counted for an hour; who asked for one is nobody's business for longer. */
export async function purgeSpentCodes(): Promise<void> {
  await purgeCodes();
  await purgeRequests();
  await purgeEmailChanges();
}
