import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM_PATH || "/usr/bin/chromium";

/** Chromium sends no requests of its own, and also runs as root in a container. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Launches Debian's Chromium, or the one at CHROMIUM_PATH. @returns null and prints a note if there is none */
export async function launchBrowser(): Promise<Browser | null> {
  if (!existsSync(executablePath)) {
    process.stdout.write(
      `  No Chromium at ${executablePath} (CHROMIUM_PATH): the browser tests are skipped.\n`,
    );
    return null;
  }
  return chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
}
