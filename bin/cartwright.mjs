#!/usr/bin/env node
// The operators' commands, from the newest sources: an operator should not have to know that there is a build.
import { prepare, PrepareError } from "../scripts/prepare.mjs";

try {
  prepare({ build: true, quiet: true });
  await import(new URL("../dist/cli/main.js", import.meta.url).href);
} catch (error) {
  console.error(error instanceof PrepareError ? error.message : error);
  process.exitCode = 1;
}
