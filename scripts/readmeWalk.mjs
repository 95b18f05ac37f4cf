/**
 * Runs the purchase of the README: the sh blocks between its two markers, in order, in one bash against a running shop.
 * Stops at the first command that fails.
 *
 *   npm start                                        in one terminal
 *   node scripts/readmeWalk.mjs                      in another
 *   SHOP=http://localhost:4000 node scripts/readmeWalk.mjs
 *
 * SHOP is the URL of the shop (default http://localhost:3000). ADMIN_PASSWORD is the administrator's password; without
 * it, the password is read from .data/admin.json.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const TIMEOUT_MS = 120_000;

const readme = readFileSync(path.join(root, "README.md"), "utf8");
const [, walk = ""] = /<!-- walk: begin -->([\s\S]*)<!-- walk: end -->/.exec(readme) ?? [];
const blocks = [...walk.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, commands]) => commands);
if (blocks.length === 0) throw new Error("README.md has no sh blocks between its walk markers.");

// An assignment has the exit status of its command, and with pipefail a pipe fails if any of its commands fails.
const script = [
  "set -eo pipefail",
  `trap 'echo "readme: failed: $BASH_COMMAND" >&2' ERR`,
  ...blocks.map((commands, index) => `echo "== block ${index + 1} of ${blocks.length}"\n${commands}`),
].join("\n");
const { status, error } = spawnSync("bash", ["-c", script], {
  cwd: root,
  stdio: "inherit",
  timeout: TIMEOUT_MS,
});

if (error) throw error;
if (status === 0) console.log(`readme: all ${blocks.length} blocks ran`);
process.exitCode = status ?? 1;
