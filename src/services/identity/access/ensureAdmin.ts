import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { config } from "../../../config.js";
import { positional } from "../../../database/statement.js";
import { transaction } from "../../../database/transaction.js";
import { normalizeIdentity } from "../../../lib/identity.js";
import { hashPassword } from "../passwords/passwords.js";
import { createAdmin } from "./createAdmin.js";

export type FirstAdmin = {
  email: string;
  /** The password that was made up; null where the operator chose it, or where this start created nobody. */
  password: string | null;
  created: boolean;
  /** Where a made-up password is kept (0600); null where none is. */
  file: string | null;
};

const lock = positional("SELECT pg_advisory_xact_lock(hashtextextended('first admin', 0))");
const findAdmin = positional<{ email: string }>(
  "SELECT email FROM users WHERE role = 'admin' ORDER BY created_at, id LIMIT 1",
);

/**
 * Gives a shop without an administrator its first one: ADMIN_EMAIL with ADMIN_PASSWORD, or with a password made up
 * here and kept in DATA_DIR/admin.json. Of processes that start at once, one creates it.
 */
export async function ensureAdmin(): Promise<FirstAdmin> {
  const file = path.join(config.dataDir, "admin.json");
  const standing = (email: string): FirstAdmin => ({
    email,
    password: null,
    created: false,
    file: existsSync(file) ? file : null,
  });
  const [known] = await findAdmin();
  if (known) return standing(known.email);

  const email = normalizeIdentity(config.adminEmail);
  const made = config.adminPassword === undefined ? makePassword() : null;
  const passwordHash = await hashPassword(made ?? config.adminPassword ?? "");
  return transaction(async () => {
    await lock();
    const [other] = await findAdmin();
    if (other) return standing(other.email);
    // An account of this address that somebody registered stays a customer's.
    if ((await createAdmin(email, passwordHash)) === undefined) return standing(email);
    // Before the commit: a password that is stored and lost locks everybody out, one that is kept in vain does not.
    if (made !== null) keep(file, { email, password: made });
    return { email, password: made, created: true, file: made === null ? null : file };
  });
}

/** Without letters and digits that look alike in some typeface (0 O o, 1 l I). */
const ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH = 20;

/** 20 characters of 56: 116 bits. */
function makePassword(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

function keep(file: string, login: { email: string; password: string }): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
