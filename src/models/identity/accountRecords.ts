import { positional } from "../../database/statement.js";

/** What is kept about a person beside their profile, addresses, cart and orders; secrets left out. */

export type SessionRecord = {
  id: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
};
export const sessionsOf = positional<SessionRecord>(
  `SELECT id, ip, user_agent AS "userAgent", created_at AS "createdAt", last_used_at AS "lastUsedAt",
     expires_at AS "expiresAt", ended_at AS "endedAt"
   FROM sessions WHERE user_id = $1 ORDER BY created_at, id`,
);

export type IdentityRecord = {
  provider: string;
  issuer: string;
  subject: string;
  email: string | null;
  createdAt: Date;
};
export const identitiesOf = positional<IdentityRecord>(
  `SELECT provider, issuer, subject, email, created_at AS "createdAt"
   FROM user_identities WHERE user_id = $1 ORDER BY created_at, id`,
);

export type EmailChangeRecord = { previousEmail: string; createdAt: Date };
export const emailChangesOf = positional<EmailChangeRecord>(
  `SELECT previous_email AS "previousEmail", created_at AS "createdAt"
   FROM email_changes WHERE user_id = $1 ORDER BY created_at, id`,
);

export type MailRecord = { subject: string; createdAt: Date };
export const mailsOf = positional<MailRecord>(
  `SELECT subject, created_at AS "createdAt" FROM mails WHERE user_id = $1 ORDER BY created_at, id`,
);

export type ActivityRecord = { action: string; recordedAt: Date; ip: string | null };
/** What the audit log says that they did. */
export const activityOf = positional<ActivityRecord>(
  `SELECT action, recorded_at AS "recordedAt", ip FROM audit_log
   WHERE actor_id = $1 AND actor_type = 'user' ORDER BY id`,
);
