import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect } from "chai";
import { ENVIRONMENT_VARIABLES, loadConfig } from "../../src/config.js";

const text = readFileSync(path.resolve(__dirname, "../../.env.example"), "utf8");
const SETTING = /^#?([A-Z][A-Z0-9_]*)=(.*)$/gm;

describe(".env.example", () => {
  it("lists every variable that the shop reads, once, and no other", () => {
    const listed = [...text.matchAll(SETTING)].map(([, name]) => name);
    expect(listed).to.have.members([...ENVIRONMENT_VARIABLES]);
    expect(new Set(listed)).to.have.property("size", listed.length);
  });

  it("sets nothing, and shows the defaults", () => {
    expect(parseEnv(text)).to.deep.equal({});
    const own = { NODE_ENV: "development", DATA_DIR: ".data-test" };
    const shown = parseEnv(text.replace(SETTING, (_, name, value) => `${name}="${value}"`));
    // An example, not a default.
    delete shown.CORS_ORIGINS;
    const { jwtKeys: _a, ...byDefault } = loadConfig(own);
    const { jwtKeys: _b, ...uncommented } = loadConfig({ ...shown, ...own });
    expect(uncommented).to.deep.equal(byDefault);
  });
});
