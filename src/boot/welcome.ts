import path from "node:path";
import { config } from "../config.js";
import { logger } from "../logger.js";
import type { FirstAdmin } from "../services/identity/access/ensureAdmin.js";
import { print } from "./report.js";

/** Prints the shop's URLs. A generated administrator password is shown once and never logged. */
export function welcome(admin: FirstAdmin, port: number): void {
  if (config.production) {
    if (admin.created) logger.info({ email: admin.email, file: admin.file }, "administrator created");
    return;
  }
  const base = config.port === port ? config.publicUrl : `http://localhost:${port}`;
  const kept = admin.file && path.relative("", admin.file);
  const lines = [
    ["API", `${base}/api/v1/products`],
    ["Swagger UI", `${base}/docs`],
    ["Mailbox", `${base}/dev/mailbox`, "all mail the shop sends"],
    ["Administrator", admin.email, kept && !admin.password && `password in ${kept}`],
    ...(admin.password ? [["Password", admin.password, `shown only once, stored in ${kept}`]] : []),
  ];
  print("");
  for (const [name = "", value = "", note] of lines.map((line) => line.map((part) => part || ""))) {
    print(`  ${name.padEnd(14)} ${value}${note ? `   (${note})` : ""}`);
  }
  print(process.stdout.isTTY ? "\n  Press Ctrl-C to stop.\n" : "");
}
