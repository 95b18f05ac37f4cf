import { transaction } from "../database/transaction.js";
import { normalizeIdentity } from "../lib/identity.js";
import { Role } from "../models/identity/Role.js";
import { type LoadedUser, User } from "../models/identity/User.js";
import { assignRole } from "../services/identity/access/assignRole.js";
import { dropSecondFactor } from "../services/identity/factors/dropSecondFactor.js";
import { endAllSessions } from "../services/identity/sessions/endAllSessions.js";
import { overridePassword } from "../services/identity/passwords/overridePassword.js";
import { recordAudit, SYSTEM } from "../services/system/recordAudit.js";
import { Complaint, EXIT } from "./complaint.js";
import { newPasswordHash } from "./newPassword.js";
import { openDatabase } from "./openDatabase.js";

/** `cartwright user:role`, documented in main.ts. */
export const runUserRole = (login: string, role: string): Promise<void> =>
  withUser(login, async ({ id }) => {
    if (!(await Role.findByPk(role))) throw new Complaint(`role ${role} does not exist`, EXIT.refused);
    await transaction(async () => {
      const { before } = await assignRole(id, role);
      await recordAudit(SYSTEM, { action: "user.role.set", target: of(id), before, after: { role } });
    });
    console.log(`${login} has the role ${role} from the next request on.`);
  });

/** `cartwright user:sessions:end`. */
export const runUserSessionsEnd = (login: string): Promise<void> =>
  withUser(login, async ({ id }) => {
    await transaction(async () => {
      await endAllSessions(id);
      await recordAudit(SYSTEM, { action: "user.sessions.ended", target: of(id) });
    });
    console.log(`${login} is logged out everywhere.`);
  });

/** `cartwright user:password`. */
export const runUserPassword = (login: string, options: { passwordStdin?: true }): Promise<void> =>
  withUser(login, async (user) => {
    const passwordHash = await newPasswordHash(user, options);
    await transaction(async () => {
      await overridePassword(user.id, passwordHash);
      await recordAudit(SYSTEM, { action: "user.password.set", target: of(user.id) });
    });
    console.log(`${login} has a new password and is logged out everywhere.`);
  });

/** `cartwright user:mfa:remove`. */
export const runUserMfaRemove = (login: string): Promise<void> =>
  withUser(login, async ({ id, hasSecondFactor }) => {
    if (!hasSecondFactor) throw new Complaint(`${login} has no second factor`, EXIT.refused);
    await transaction(async () => {
      await dropSecondFactor(id);
      await endAllSessions(id);
      await recordAudit(SYSTEM, { action: "mfa.disabled", target: of(id) });
    });
    console.log(
      `${login} now logs in with the password alone, is logged out everywhere and is notified by mail.`,
    );
  });

const of = (id: string) => ({ type: "user", id });

async function withUser(login: string, work: (user: LoadedUser) => Promise<void>): Promise<void> {
  const database = await openDatabase();
  try {
    const user = await User.findByLogin(normalizeIdentity(login));
    if (!user) throw new Complaint(`no account has the login ${login}`, EXIT.refused);
    await work(user);
  } finally {
    await database.close();
  }
}
