import { z } from "zod";
import { normalizeIdentity } from "../lib/identity.js";
import { hashPassword } from "../lib/passwords.js";
import { createAdmin } from "../services/identity/createAdmin.js";
import { Complaint, EXIT } from "./complaint.js";
import { askSecret } from "./askSecret.js";
import { openDatabase } from "./openDatabase.js";

/** `cartwright admin:create`: what main.ts documents. */
export async function runAdminCreate(options: { email: string; passwordStdin?: true }): Promise<void> {
  const email = normalizeIdentity(options.email);
  if (email.length > 254 || !z.email().safeParse(email).success) {
    throw new Complaint(`${options.email} is no e-mail address`);
  }
  const password = options.passwordStdin ? await readPassword() : await askPassword();
  const length = Array.from(password).length;
  if (length < 8 || length > 256) throw new Complaint("a password has 8 to 256 characters");

  const passwordHash = await hashPassword(password);
  const database = await openDatabase();
  try {
    if ((await createAdmin(email, passwordHash)) === undefined) {
      throw new Complaint(`${email} has an account already`, EXIT.refused);
    }
  } finally {
    await database.close();
  }
  console.log(`${email} can now log in and has all permissions.`);
}

/** All of standard input, without the line break that `echo` puts at its end. */
async function readPassword(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Complaint("there is no terminal to ask for the password; pipe it in with --password-stdin");
  }
  const password = await askSecret("Password: ");
  if ((await askSecret("Again: ")) !== password) throw new Complaint("the two passwords differ");
  return password;
}
