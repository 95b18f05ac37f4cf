import { execFile, type ExecFileException } from "node:child_process";
import { statfsSync } from "node:fs";
import path from "node:path";
import type { Account } from "./account.js";
import { EmbeddedPostgresError, errorCode } from "../EmbeddedPostgresError.js";
import { quote } from "../serverLog.js";

/**
 * Runs a PostgreSQL program in the folder `cwd` with `input` on standard input, and waits for its end.
 * @throws EmbeddedPostgresError with its output
 */
export function runProgram(
  program: string,
  { account, dataDir, cwd }: { account: Account; dataDir: string; cwd: string },
  args: string[],
  input = "",
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { ...account, cwd, env: serverEnvironment() };
    const settle = (error: ExecFileException | null, stdout: string, stderr: string) => {
      if (!error) resolve();
      else if (typeof error.code === "string") reject(cannotRun(program, error));
      else
        reject(
          failure(
            `${path.basename(program)} failed`,
            dataDir,
            `${stdout}\n${stderr.trim() || error.message}`,
          ),
        );
    };
    try {
      const child = execFile(program, args, options, settle);
      child.stdin?.on("error", () => {}); // it exited before reading; the exit handler reports why
      child.stdin?.end(input);
    } catch (error) {
      reject(cannotRun(program, error)); // Node throws some system errors and emits others
    }
  });
}

/** The environment of PostgreSQL: without our secrets, and without PG* variables, which would override its settings. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, LD_LIBRARY_PATH, SystemRoot, TEMP, TMP, LC_ALL: "C" };
}

/** An error with PostgreSQL's output. It also names the most common cause, a full disk. */
export function failure(sentence: string, dataDir: string, output: string): EmbeddedPostgresError {
  // On a full disk PostgreSQL cannot even write its own error message.
  const isFull = /No space left on device/.test(output) || statfsSync(dataDir).bavail === 0;
  const full = isFull ? ` The disk that holds ${dataDir} is full.` : "";
  return new EmbeddedPostgresError(`${sentence}.${full}\n${quote(output)}`);
}

/** The reason why the system could not start a program. */
export function cannotRun(program: string, error: unknown): EmbeddedPostgresError {
  const reasons: Record<string, string> = {
    // The file exists, but the loader of the C library that it names does not.
    ENOENT: "this system has no GNU C library, as on Alpine",
    EACCES: "its folder is mounted noexec, or execution is forbidden",
    EPERM: "this process may not change its user",
  };
  const reason = reasons[errorCode(error) ?? ""] ?? (error as Error).message;
  return new EmbeddedPostgresError(
    `${program} cannot be run: ${reason}. Set DATABASE_URL to your own PostgreSQL.`,
    {
      cause: error,
    },
  );
}

/** The time since a performance.now(), such as "2.41 s". */
export function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(2)} s`;
}
