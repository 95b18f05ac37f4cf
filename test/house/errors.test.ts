import { constraintErrors } from "../../src/errors/defineError.js";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { AppError } from "../../src/errors/defineError.js";
import { errorCatalog } from "../../src/errors/errorCatalog.js";

/** The error statuses of the contract (docs: HTTP API, conventions), and our 500. */
const STATUSES = [400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 415, 417, 422, 428, 429, 431, 500, 503];

/** Defined by the contract but not used yet. */
const AWAITED: string[] = [];

const folder = path.resolve(__dirname, "../../src");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("errors"))
  .map((file) => readFileSync(path.join(folder, file), "utf8"))
  .join("\n");

const notErrors = ["defineError.ts", "errorCatalog.ts"];
const domains = readdirSync(path.join(folder, "errors")).filter((file) => !notErrors.includes(file));

describe("The error catalogue", () => {
  let classes: [string, new () => AppError][] = [];
  before(async () => {
    const modules = await Promise.all(
      domains.map((file) => import(path.join(folder, "errors", file)) as Promise<Record<string, unknown>>),
    );
    classes = modules
      .flatMap((exported) => Object.entries(exported))
      .filter(([name, value]) => typeof value === "function" && name !== "default") as typeof classes;
  });

  it("has one class per code, named after it, with a status of the contract and a sentence", () => {
    expect(classes.map(([, Class]) => new Class().code)).to.have.members([...errorCatalog.keys()]);
    for (const [name, Class] of classes) {
      const { code, status, title } = new Class();
      expect(code).to.match(/^[a-z]+(_[a-z]+)*$/);
      expect(code.replaceAll("_", ""), "a code is its class in snake case").to.equal(name.toLowerCase());
      expect(STATUSES, code).to.include(status);
      expect(title, code).to.match(/^[A-Z].*\.$/);
    }
  });

  it("defines no unused errors", () => {
    const byConstraint = [...constraintErrors.values()].map((error) => error().code);
    const silent = classes
      .filter(([, Class]) => !byConstraint.includes(new Class().code))
      .map(([name]) => name)
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(sources));
    expect(silent).to.deep.equal(AWAITED);
  });
});
