/**
 * Makes a fresh clone runnable: installs what package-lock.json asks for and builds what has changed, and does
 * neither when there is no need. Runs before `npm start` and `npm test`, when nothing may be installed yet: hence
 * only Node's own modules.
 *
 *   node scripts/prepare.mjs [--build] [--quiet]
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...names) => path.join(root, ...names);
const stampFile = at("dist", ".fingerprint");
const compiler = at("node_modules", "typescript", "lib", "tsc.js");

/** A reason to stop, in a sentence that says what to do; `output` is what the failed program printed last. */
export class PrepareError extends Error {
  constructor(sentence, output = "") {
    super(output.trim() ? `${sentence}\n${tail(output)}` : sentence);
    this.name = "PrepareError";
  }
}

/**
 * Checks Node's version, installs dependencies where they differ from package-lock.json and, with `build`, compiles
 * src/ where dist/ is not made of it.
 * @param {{ build?: boolean, quiet?: boolean }} [options] quiet: print nothing unless there is work to do.
 * @throws {PrepareError} when a step fails.
 */
export function prepare({ build = false, quiet = false } = {}) {
  checkNode();
  if (isProductionImage()) {
    if (!quiet) report("production", "runs as it was built: nothing is installed or compiled");
    return;
  }
  step("dependencies", dependenciesAreFresh, install, quiet);
  if (build) step("build", buildIsFresh, compile, quiet);
}

function step(name, isFresh, work, quiet) {
  const started = performance.now();
  const took = () => `(${duration(performance.now() - started)})`;
  if (isFresh()) {
    if (!quiet) report(name, `up to date ${took()}`);
    return;
  }
  report(name, `${work(quiet)} ${took()}`, quiet);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new PrepareError(
    `Cartwright needs Node.js 20.19 or later; this is ${process.versions.node}. See https://nodejs.org.`,
  );
}

/** An image holds dist/ and what it needs to run; the sources or the compiler were left out on purpose. */
function isProductionImage() {
  const complete = existsSync(at("src")) && existsSync(compiler);
  return process.env.NODE_ENV === "production" && existsSync(at("dist", "server.js")) && !complete;
}

/**
 * Compares what npm says it installed with what the lock file asks for, so that an `npm ci` by hand counts. npm
 * writes its own list last: after an interrupted install there is none.
 */
function dependenciesAreFresh() {
  const wanted = readJson(at("package-lock.json"))?.packages;
  const installed = readJson(at("node_modules", ".package-lock.json"))?.packages;
  if (!installed) return false;
  if (!wanted) return true;
  const direct = Object.keys({ ...wanted[""]?.dependencies, ...wanted[""]?.devDependencies });
  return (
    direct.every((name) => existsSync(at("node_modules", name, "package.json"))) &&
    Object.entries(wanted).every(([folder, { version, integrity, optional }]) => {
      const found = installed[folder];
      // Optional packages of other platforms are never installed.
      if (folder === "" || (!found && optional)) return true;
      return found?.version === version && (!found.integrity || !integrity || found.integrity === integrity);
    })
  );
}

function install(quiet) {
  const locked = existsSync(at("package-lock.json"));
  // Building needs the compiler, whatever NODE_ENV says.
  const args = [locked ? "ci" : "install", "--include=dev", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  // Under `npm start` the very npm that runs us; else the one on the PATH, a script with a shell on Windows.
  const [program, ...before] = npm && /npm-cli\.js$/.test(npm) ? [process.execPath, npm] : ["npm"];
  run(program, [...before, ...args], {
    quiet,
    shell: program === "npm" && process.platform === "win32",
    failed: `The dependencies could not be installed. Mend what npm says here, then run \`npm ${args[0]}\`.`,
  });
  return "installed";
}

function buildIsFresh() {
  return readText(stampFile) === fingerprint() && missingOutputs().length === 0;
}

function compile(quiet) {
  if (!existsSync(compiler)) {
    throw new PrepareError(
      "TypeScript is not installed, so src/ cannot be compiled. Run `npm ci --include=dev`.",
    );
  }
  const made = fingerprint(); // before: what changes meanwhile makes the build stale again
  rmSync(stampFile, { force: true });
  // Trusting its notes, an incremental compiler would not write again what was deleted from dist/.
  if (missingOutputs().length > 0) rmSync(at("dist", ".tsbuildinfo"), { force: true });
  removeOrphans();
  run(process.execPath, [compiler, "-p", at("tsconfig.build.json")], {
    quiet,
    failed: "The build failed: mend what the compiler says.",
  });
  mkdirSync(at("dist"), { recursive: true });
  writeFileSync(stampFile, made);
  return "compiled";
}

/**
 * What dist/ is made of, as one hash. Contents rather than times: a checkout, a copy or a cache changes times alone,
 * and a deleted or restored file may leave none.
 */
function fingerprint() {
  const settings = readdirSync(root).filter((name) => /^tsconfig.*\.json$|^package-lock\.json$/.test(name));
  const hash = createHash("sha256");
  for (const file of [...settings.sort(), ...filesIn("src")]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(at(file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Compiled files that are missing although their source is there. */
function missingOutputs() {
  const outputs = sources().map((file) => at(file.replace(/^src/, "dist").replace(/\.ts$/, ".js")));
  return outputs.filter((file) => !existsSync(file));
}

/** Removes compiled files whose source was deleted: a stale one would still be found by whoever lists its folder. */
function removeOrphans() {
  const stems = new Set(sources().map((file) => file.replace(/^src/, "dist").replace(/\.ts$/, "")));
  for (const file of filesIn("dist")) {
    if (/\.js(\.map)?$/.test(file) && !stems.has(file.replace(/\.js(\.map)?$/, ""))) rmSync(at(file));
  }
}

function sources() {
  return filesIn("src").filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
}

/** Paths of all files below a folder, relative to the root, in a stable order and with forward slashes. */
function filesIn(folder) {
  if (!existsSync(at(folder))) return [];
  const entries = readdirSync(at(folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(file) : [file];
  });
}

/** Runs a program to its end. Its output is shown where somebody watches; elsewhere it is kept for the error. */
function run(program, args, { quiet, shell = false, failed }) {
  const stdio = process.stdout.isTTY && !quiet ? "inherit" : ["ignore", "pipe", "pipe"];
  const result = spawnSync(program, args, {
    cwd: root,
    stdio,
    shell,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw new PrepareError(failed, result.error.message);
  if (result.status !== 0) throw new PrepareError(failed, `${result.stdout ?? ""}\n${result.stderr ?? ""}`);
}

/** Quietly means on standard error: standard output is then the answer of a command, such as JSON. */
function report(name, text, quiet = false) {
  console[quiet ? "error" : "log"](`${name.padEnd(13)} ${text}`);
}

function duration(milliseconds) {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function tail(output) {
  const lines = output.trim().split("\n").slice(-20);
  return lines.map((line) => `  | ${line}`).join("\n");
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    prepare({ build: process.argv.includes("--build"), quiet: process.argv.includes("--quiet") });
  } catch (error) {
    console.error(error instanceof PrepareError ? error.message : error);
    process.exitCode = 1;
  }
}
