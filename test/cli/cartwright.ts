import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

const MAIN = path.resolve(__dirname, "../../src/cli/main.ts");

export type Ended = { code: number | null; stdout: string; stderr: string; child: ChildProcess };

/** Starts the CLI in a separate process, from the sources. `ended` resolves when it exits. */
export function start(args: string[], { stdin, env = {} }: { stdin?: string; env?: NodeJS.ProcessEnv } = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...args], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin ?? "");
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...output, child }));
  });
  return { child, output, ended };
}

/** Runs a command until it exits. */
export const cartwright = (args: string[], options?: Parameters<typeof start>[1]): Promise<Ended> =>
  start(args, options).ended;
