import { expect } from "chai";
import { ConfigError, loadConfig } from "../../src/config.js";

const load = (providers: unknown) =>
  loadConfig({
    ...process.env,
    OIDC_PROVIDERS: typeof providers === "string" ? providers : JSON.stringify(providers),
  }).oidcProviders;
const problemsOf = (providers: unknown): string[] => {
  try {
    load(providers);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};
const sound = { name: "work", issuer: "https://id.example.com", clientId: "id", clientSecret: "secret" };

describe("OIDC_PROVIDERS", () => {
  it("is empty by default, and accepts google without an issuer", () => {
    expect(load("")).to.deep.equal([]);
    const [google] = load([{ name: "google", clientId: "id", clientSecret: "secret" }]);
    expect(google).to.include({
      issuer: "https://accounts.google.com",
      label: "Google",
      scopes: "openid email profile",
    });
  });

  const refused: [what: string, providers: unknown, named: RegExp][] = [
    ["invalid JSON", "{", /^OIDC_PROVIDERS: must be JSON/],
    ["a value that is not a list", {}, /^OIDC_PROVIDERS: /],
    ["another provider without an issuer", [{ ...sound, issuer: undefined }], /^OIDC_PROVIDERS\.0\.issuer: /],
    ["http", [{ ...sound, issuer: "http://id.example.com" }], /^OIDC_PROVIDERS\.0\.issuer: must be an https/],
    ["an issuer that is not a URL", [{ ...sound, issuer: "id.example.com" }], /^OIDC_PROVIDERS\.0\.issuer: /],
    [
      "scopes without openid",
      [{ ...sound, scopes: "email" }],
      /^OIDC_PROVIDERS\.0\.scopes: must include openid/,
    ],
    ["an unknown key", [{ ...sound, secret: "x" }], /^OIDC_PROVIDERS\.0: /],
    ["a name that is not a path segment", [{ ...sound, name: "a/b" }], /^OIDC_PROVIDERS\.0\.name: /],
    ["one name twice", [sound, sound], /^OIDC_PROVIDERS: names must be distinct/],
  ];
  for (const [what, providers, named] of refused) {
    it(`refuses ${what}`, () => {
      const problems = problemsOf(providers);
      expect(problems.length, problems.join()).to.be.at.least(1);
      expect(problems[0]).to.match(named);
    });
  }

  it("reports all problems at once", () => {
    const problems = problemsOf([
      { ...sound, name: "" },
      { ...sound, clientId: "" },
    ]);
    expect(problems).to.have.length(2);
  });
});
