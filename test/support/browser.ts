import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM_PATH || "/usr/bin/chromium";

/** Nothing of its own goes out, and it runs as root in a container, too. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Debian's Chromium, or that at CHROMIUM_PATH. @returns null where there is none, after saying so */
export async function launchBrowser(): Promise<Browser | null> {
  if (!existsSync(executablePath)) {
    process.stdout.write(
      `  No Chromium at ${executablePath} (CHROMIUM_PATH): the browser tests are skipped.\n`,
    );
    return null;
  }
  return chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
}
