/**
 * Prepares a clone for running: installs the dependencies of package-lock.json and compiles the sources, each only if
 * it is out of date. Runs before `npm start` and `npm test`, possibly before any package is installed, so it uses only
 * modules of Node.js.
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

/** A failure whose message states the remedy. The last lines of `output`, from the failed program, are appended. */
export class PrepareError extends Error {
  constructor(sentence, output = "") {
    super(output.trim() ? `${sentence}\n${tail(output)}` : sentence);
    this.name = "PrepareError";
  }
}

/**
 * Checks the version of Node.js, installs the dependencies if they differ from package-lock.json and, with `build`,
 * compiles src/ if dist/ is out of date.
 * @param {{ build?: boolean, quiet?: boolean }} [options] quiet: print only what is installed or compiled.
 * @throws {PrepareError} when a step fails.
 */
export function prepare({ build = false, quiet = false } = {}) {
  checkNode();
  if (isProductionImage()) {
    if (!quiet) report("production", "nothing is installed or compiled in an image");
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

/** A production image contains dist/ but not the sources or the compiler. */
function isProductionImage() {
  const complete = existsSync(at("src")) && existsSync(compiler);
  return process.env.NODE_ENV === "production" && existsSync(at("dist", "server.js")) && !complete;
}

/**
 * Compares npm's list of installed packages with package-lock.json, so that a manual `npm ci` is recognised. npm writes
 * its list last, so the list is missing after an interrupted installation.
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
  // The build needs the compiler, which is a dev dependency, also with NODE_ENV=production.
  const args = [locked ? "ci" : "install", "--include=dev", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  // Under `npm start`: the npm that runs this script. Otherwise: npm on the PATH, which needs a shell on Windows.
  const [program, ...before] = npm && /npm-cli\.js$/.test(npm) ? [process.execPath, npm] : ["npm"];
  run(program, [...before, ...args], {
    quiet,
    shell: program === "npm" && process.platform === "win32",
    failed: `The dependencies could not be installed. Fix the problem that npm reports, then run \`npm ${args[0]}\`.`,
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
  const made = fingerprint(); // before the build: a change during the build makes it out of date again
  rmSync(stampFile, { force: true });
  // An incremental build does not write files again that were deleted from dist/.
  if (missingOutputs().length > 0) rmSync(at("dist", ".tsbuildinfo"), { force: true });
  removeOrphans();
  run(process.execPath, [compiler, "-p", at("tsconfig.build.json")], {
    quiet,
    failed: "The build failed. Fix the errors that the compiler reports.",
  });
  mkdirSync(at("dist"), { recursive: true });
  writeFileSync(stampFile, made);
  return "compiled";
}

/**
 * One hash of all inputs of the build. It covers contents, not times: a checkout, a copy or a cache changes only times,
 * and deleted or restored files may not change them.
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

/** Compiled files that are missing although their source exists. */
function missingOutputs() {
  const outputs = sources().map((file) => at(file.replace(/^src/, "dist").replace(/\.ts$/, ".js")));
  return outputs.filter((file) => !existsSync(file));
}

/** Removes compiled files whose source was deleted: code that lists a folder of dist/ would still load them. */
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

/** Runs a program and waits for it. On a terminal its output is shown; otherwise it is kept for the error. */
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

/** With `quiet`, prints to standard error: standard output then belongs to a command, which may print JSON. */
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
