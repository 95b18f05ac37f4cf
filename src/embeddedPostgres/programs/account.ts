import { accessSync, constants, lchownSync, readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { EmbeddedPostgresError } from "../EmbeddedPostgresError.js";

/** The account that PostgreSQL runs as; undefined: that of this process. */
export type Account = { uid: number; gid: number } | undefined;

/** Above the ids that systems assign, and the same at every start. */
const SPARE_ID = 65_432;

/**
 * PostgreSQL refuses to run as root. It then runs as the owner of the cluster, else as `postgres`, else as `nobody`,
 * else as an unused uid.
 * @throws EmbeddedPostgresError if this process cannot run as the owner of the cluster
 */
export function chooseAccount(clusterDir: string): Account {
  const owner = ownerOf(clusterDir);
  const uid = process.geteuid?.();
  if (uid === undefined) return undefined;
  if (uid !== 0) {
    if (owner && owner.uid !== uid) {
      throw new EmbeddedPostgresError(
        `${clusterDir} belongs to user ${owner.uid}, and this process runs as user ${uid}. ` +
          "Start as that user or as root, or choose another DATA_DIR.",
      );
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readAccounts();
  return accounts.get("postgres") ?? accounts.get("nobody") ?? { uid: SPARE_ID, gid: SPARE_ID };
}

/** Changes the owner of a folder and its contents to the account. Does not follow links. */
export function giveTo(account: Account, folder: string): void {
  if (!account) return;
  lchownSync(folder, account.uid, account.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) giveTo(account, file);
    else lchownSync(file, account.uid, account.gid);
  }
}

/** The first folder on the path to `target`, including `target`, that the account cannot traverse. */
export function findBarrier(account: Account, target: string): string | undefined {
  const parent = path.dirname(target);
  const above = parent === target ? undefined : findBarrier(account, parent);
  return above ?? (mayRead(account, target, { folder: true }) ? undefined : target);
}

/** Whether owner, group and mode allow the account to read and run a file, or to traverse a folder. */
export function mayRead(account: Account, file: string, { folder = false } = {}): boolean {
  const wanted = folder ? constants.X_OK : constants.X_OK | constants.R_OK;
  if (!account) {
    try {
      accessSync(file, wanted);
      return true;
    } catch {
      return false;
    }
  }
  const { uid, gid, mode } = statSync(file);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
}

function ownerOf(folder: string): Stats | undefined {
  return statSync(folder, { throwIfNoEntry: false });
}

function readAccounts(): Map<string, { uid: number; gid: number }> {
  let passwd = "";
  try {
    passwd = readFileSync("/etc/passwd", "utf8");
  } catch {
    // A minimal image can have no passwd file; the spare uid is used then.
  }
  const rows = passwd.split("\n").map((line) => line.split(":"));
  return new Map(
    rows
      .map(([name, , uid, gid]) => [name ?? "", { uid: Number(uid), gid: Number(gid) }] as const)
      .filter(([, { uid, gid }]) => uid > 0 && Number.isInteger(gid)),
  );
}
