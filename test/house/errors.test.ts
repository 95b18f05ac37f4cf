import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import * as errors from "../../src/errors.js";

/** The statuses that the contract (docs: HTTP API, conventions) knows for errors, and our own 500. */
const STATUSES = [400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 415, 417, 422, 428, 429, 431, 500, 503];

/** Defined by the contract; nothing says them yet. */
const AWAITED: string[] = [];

const folder = path.resolve(__dirname, "../../src");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/^(errors|identityErrors)\.ts$/.test(file))
  .map((file) => readFileSync(path.join(folder, file), "utf8"))
  .join("\n");

describe("The error catalogue", () => {
  const classes = Object.entries(errors).filter(
    ([name, value]) => typeof value === "function" && name !== "AppError",
  ) as [string, new () => errors.AppError][];

  it("has one class per code, named after it, with a status of the contract and a sentence", () => {
    expect(classes.map(([, Class]) => new Class().code)).to.have.members([...errors.errorCatalog.keys()]);
    for (const [name, Class] of classes) {
      const { code, status, title } = new Class();
      expect(code).to.match(/^[a-z]+(_[a-z]+)*$/);
      expect(code.replaceAll("_", ""), "a code is its class in snake case").to.equal(name.toLowerCase());
      expect(STATUSES, code).to.include(status);
      expect(title, code).to.match(/^[A-Z].*\.$/);
    }
  });

  it("defines nothing that is never said", () => {
    const silent = classes.map(([name]) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(sources));
    expect(silent).to.deep.equal(AWAITED);
  });
});
