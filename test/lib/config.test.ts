import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { ConfigError, loadConfig } from "../../src/config.js";

const KEY = "0123456789abcdef0123456789abcdef";
const PRODUCTION = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://shop:secret@db.example.com/shop",
  APP_SECRET: `app-${KEY}`,
  PASSWORD_PEPPER: `pepper-${KEY}`,
  JWT_KEYS: `k1:${KEY}`,
  PUBLIC_URL: "https://shop.example.com/",
};

function problems(source: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(source);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
  return [];
}

describe("The configuration", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), "cartwright-config-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("reports all problems in production at once, by name", () => {
    const found = problems({ NODE_ENV: "production", PORT: "many", BCRYPT_COST: "10", APP_SECRET: "short" });
    expect(found.map((problem) => problem.split(":")[0])).to.have.members([
      "PORT",
      "APP_SECRET",
      "DATABASE_URL",
      "JWT_KEYS",
      "PASSWORD_PEPPER",
      "PUBLIC_URL",
      "BCRYPT_COST",
    ]);
    expect(new ConfigError(found).message).to.match(/not valid:\n {2}- /);
  });

  it("counts an empty value as missing", () => {
    expect(problems({ ...PRODUCTION, JWT_KEYS: "" })).to.deep.equal(["JWT_KEYS: is required in production"]);
    expect(loadConfig({ ...PRODUCTION, PORT: "" }).port).to.equal(3000);
  });

  it("is complete with the settings that production requires, and has safe defaults", () => {
    const config = loadConfig(PRODUCTION);
    expect(config).to.include({
      production: true,
      host: "0.0.0.0",
      publicUrl: "https://shop.example.com",
      testPayments: false,
      demoCatalog: false,
      bcryptCost: 12,
      logLevel: "info",
      trustProxy: 0,
    });
    expect(config).to.be.frozen;
    expect(existsSync(path.join(config.dataDir, "secrets.json")) && config.dataDir === folder).to.equal(
      false,
    );
  });

  it("refuses secrets of less than 32 bytes", () => {
    for (const name of ["APP_SECRET", "PASSWORD_PEPPER"])
      expect(problems({ ...PRODUCTION, [name]: KEY.slice(1) })).to.deep.equal([
        `${name}: must be at least 32 bytes long`,
      ]);
    // The limit is in bytes, not characters.
    expect(problems({ ...PRODUCTION, APP_SECRET: "\u00e9".repeat(16) })).to.deep.equal([]);
  });

  it("refuses one secret for two purposes", () => {
    const same = { ...PRODUCTION, PASSWORD_PEPPER: PRODUCTION.APP_SECRET };
    expect(problems(same).join()).to.match(/PASSWORD_PEPPER: must differ from APP_SECRET/);
  });

  it("reads JWT_KEYS as kid:secret pairs, the first of which signs", () => {
    const { jwtKeys } = loadConfig({ ...PRODUCTION, JWT_KEYS: ` new:${KEY}:with:colons , old:${KEY}` });
    expect(jwtKeys).to.deep.equal([
      { kid: "new", secret: `${KEY}:with:colons` },
      { kid: "old", secret: KEY },
    ]);
    const wrong = [
      KEY,
      `:${KEY}`,
      "k1:short",
      `k1:${KEY},k1:${KEY}`,
      `k1:${KEY},`,
      `k 1:${KEY}`,
      `k1:${KEY},k2:`,
      ",",
    ];
    for (const value of wrong)
      expect(problems({ ...PRODUCTION, JWT_KEYS: value }), value)
        .to.have.length(1)
        .and.match(/^JWT_KEYS:/);
  });

  it("refuses invalid values, by name", () => {
    const wrong: Record<string, string> = {
      NODE_ENV: "prod",
      PORT: "65536",
      DATABASE_URL: "mysql://localhost/shop",
      PUBLIC_URL: "ftp://shop.example.com",
      DB_POOL_MAX: "0",
      DB_POOLER: "yes",
      BCRYPT_COST: "3",
      ACCESS_TOKEN_SECONDS: "1",
      ADMIN_EMAIL: "nobody",
      ADMIN_PASSWORD: "short",
      CURRENCY: "usd",
      TRUST_PROXY: "-1",
      TEST_PAYMENTS: "maybe",
      LOG_LEVEL: "loud",
    };
    for (const [name, value] of Object.entries(wrong))
      expect(
        problems({ DATA_DIR: folder, [name]: value }).map((problem) => problem.split(":")[0]),
        name,
      ).to.deep.equal([name]);
  });

  it("accepts only currencies of ISO 4217", () => {
    for (const CURRENCY of ["ABC", "DEM", "XAU", "XTS", "XXX", "EURO"])
      expect(problems({ DATA_DIR: folder, CURRENCY }), CURRENCY).to.deep.equal([
        "CURRENCY: must be an ISO 4217 currency code in capitals, such as USD",
      ]);
    for (const CURRENCY of ["JPY", "KWD", "XCG"])
      expect(loadConfig({ DATA_DIR: folder, CURRENCY }).currency).to.equal(CURRENCY);
  });

  it("generates secrets once on the first start outside production, readable by the owner only", () => {
    const first = loadConfig({ DATA_DIR: folder });
    const second = loadConfig({ DATA_DIR: folder });
    expect(second.passwordPepper).to.equal(first.passwordPepper);
    expect(second.jwtKeys).to.deep.equal(first.jwtKeys);
    expect(second.cursorSecret.equals(first.cursorSecret)).to.equal(true);
    const file = path.join(folder, "secrets.json");
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(Object.keys(JSON.parse(readFileSync(file, "utf8")) as object)).to.have.length(3);
    // A configured secret takes precedence over the generated one.
    expect(loadConfig({ DATA_DIR: folder, PASSWORD_PEPPER: KEY }).passwordPepper).to.equal(KEY);
  });

  it("generates them once when processes start at the same time", async function () {
    this.timeout(20_000);
    const script = 'console.log(require("./src/config.ts").config.passwordPepper)';
    const options = { cwd: path.resolve(__dirname, "../.."), env: { ...process.env, DATA_DIR: folder } };
    const starts = [1, 2, 3].map(() =>
      promisify(execFile)(process.execPath, ["--import=tsx", "-e", script], options),
    );
    const peppers = (await Promise.all(starts)).map(({ stdout }) => stdout.trim());
    expect(new Set(peppers)).to.have.property("size", 1);
    expect(readdirSync(folder)).to.deep.equal(["secrets.json"]);
  });

  it("generates a different secret for each purpose", () => {
    const { idempotencySecret, cursorSecret, testPaymentsSecret } = loadConfig(PRODUCTION);
    const all = [idempotencySecret, cursorSecret, testPaymentsSecret].map((each) => each.toString("hex"));
    expect(new Set(all)).to.have.property("size", 3);
    for (const each of all) expect(each).to.match(/^[0-9a-f]{64}$/);
  });

  it("reads lists and flags", () => {
    const config = loadConfig({
      ...PRODUCTION,
      CORS_ORIGINS: " https://a.example , ,https://b.example",
      TEST_PAYMENTS: "true",
      DB_POOLER: "1",
      DEMO_CATALOG: "0",
    });
    expect(config.corsOrigins).to.deep.equal(["https://a.example", "https://b.example"]);
    expect(config).to.include({ testPayments: true, databasePooler: true, demoCatalog: false });
  });
});
