#!/usr/bin/env node
// Runs the operators' commands. Compiles the sources first if they have changed, so that no build step is needed.
import { prepare, PrepareError } from "../scripts/prepare.mjs";

try {
  prepare({ build: true, quiet: true });
  await import(new URL("../dist/cli/main.js", import.meta.url).href);
} catch (error) {
  console.error(error instanceof PrepareError ? error.message : error);
  process.exitCode = 1;
}
