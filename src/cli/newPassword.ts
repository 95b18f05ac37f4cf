import { hashNewPassword } from "../services/identity/passwords/hashNewPassword.js";
import { askSecret } from "./askSecret.js";
import { Complaint } from "./complaint.js";

/**
 * Reads a new password from the terminal (twice, not echoed) or from standard input, and returns its hash.
 * @param about the user: a password must not be their own address or name
 */
export async function newPasswordHash(
  about: { email: string; username?: string | null },
  { passwordStdin }: { passwordStdin?: true },
): Promise<string> {
  const password = passwordStdin ? await readPassword() : await askPassword();
  const length = Array.from(password).length;
  if (length < 8 || length > 256) throw new Complaint("a password must have 8 to 256 characters");
  return hashNewPassword(password, about);
}

/** All of standard input, without the trailing line break that `echo` adds. */
async function readPassword(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Complaint("there is no terminal to prompt on; pass the password with --password-stdin");
  }
  const password = await askSecret("Password: ");
  if ((await askSecret("Again: ")) !== password) throw new Complaint("the two passwords differ");
  return password;
}
