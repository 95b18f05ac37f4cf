import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { config } from "../../../config.js";
import { transaction } from "../../../database/transaction.js";
import { normalizeIdentity } from "../../../lib/identity.js";
import { lockAdmins } from "../../../models/identity/access/lockAdmins.js";
import { User } from "../../../models/identity/User.js";
import { hashPassword } from "../passwords/passwords.js";
import { createAdmin } from "./createAdmin.js";

export type FirstAdmin = {
  email: string;
  /** The random password; null if the operator set one, or if this start created no administrator. */
  password: string | null;
  created: boolean;
  /** The file with the random password (mode 0600); null without one. */
  file: string | null;
};

/**
 * Creates the first administrator of a shop: ADMIN_EMAIL with ADMIN_PASSWORD, or with a random password that is
 * written to DATA_DIR/admin.json. If several processes start at once, only one creates it.
 */
export async function ensureAdmin(): Promise<FirstAdmin> {
  const file = path.join(config.dataDir, "admin.json");
  const standing = (email: string): FirstAdmin => ({
    email,
    password: null,
    created: false,
    file: existsSync(file) ? file : null,
  });
  const known = await User.firstAdmin();
  if (known) return standing(known.email);

  const email = normalizeIdentity(config.adminEmail);
  const made = config.adminPassword === undefined ? makePassword() : null;
  const passwordHash = await hashPassword(made ?? config.adminPassword ?? "");
  return transaction(async () => {
    await lockAdmins();
    const other = await User.firstAdmin();
    if (other) return standing(other.email);
    // If a customer has registered this address, their account stays unchanged.
    if ((await createAdmin(email, passwordHash)) === undefined) return standing(email);
    // Before the commit: if writing failed after it, the password would be lost.
    if (made !== null) keep(file, { email, password: made });
    return { email, password: made, created: true, file: made === null ? null : file };
  });
}

/** Without letters and digits that look alike in some typefaces (0 O o, 1 l I). */
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
