import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { expect } from "chai";
import jwt from "jsonwebtoken";
import { config } from "../../../src/config.js";
import { api, expectProblem } from "../../support/api.js";
import { createUser, logInAs } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";
import { Session } from "../../../src/models/identity/Session.js";
import { expireSessions } from "../../support/factories/identity/sessions.js";

type Claims = Record<string, unknown>;
const [current, previous] = config.jwtKeys;
const secret = String(current?.secret);
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("GET /api/v1/me with an access token", () => {
  let claims: Claims;
  let header: Record<string, unknown>;
  const me = (token: string) => api.get("/api/v1/me", { authorization: `Bearer ${token}` });

  /** A token signed by hand, because a library would refuse to create most of these. */
  function forge(
    changes: Claims = {},
    headerChanges: Claims = {},
    key: string | Buffer = secret,
    hash = "sha256",
  ): string {
    const signed = `${encode({ ...header, ...headerChanges })}.${encode({ ...claims, ...changes })}`;
    return `${signed}.${createHmac(hash, key).update(signed).digest("base64url")}`;
  }

  before(async () => {
    const { authorization = "" } = await logInAs(await createUser());
    const token = jwt.decode(authorization.slice(7), { complete: true });
    claims = token?.payload as Claims;
    header = token?.header as never;
  });

  it("authenticates each parallel request as its own user", async () => {
    const users = [];
    for (let n = 0; n < 8; n++) {
      const user = await createUser();
      users.push({ id: user.id, headers: await logInAs(user) });
    }
    const answers = await Promise.all(users.map(({ headers }) => api.get("/api/v1/me", headers)));
    expect(answers.map(({ body }) => body.id)).to.deep.equal(users.map(({ id }) => id));
  });

  it("refuses claims that are not ids, signed or not, before they reach the database", async () => {
    for (const claim of [{ sub: "1" }, { sid: "x" }, { ver: "0; --" }, { ver: 1.5 }])
      expectProblem(await me(forge(claim)), 401, "invalid_token");
  });

  it("accepts its own tokens, with every header and claim as expected", async () => {
    expect(header).to.deep.equal({ alg: "HS256", typ: "at+jwt", kid: current?.kid });
    expect(Object.keys(claims).sort()).to.deep.equal(["aud", "exp", "iat", "iss", "sid", "sub", "ver"]);
    expect(Number(claims.exp) - Number(claims.iat)).to.equal(config.accessTokenSeconds);
    expect((await me(forge())).status).to.equal(200);
  });

  it("accepts a token signed by an earlier key while JWT_KEYS lists that key", async () => {
    expect((await me(forge({}, { kid: previous?.kid }, previous?.secret))).status).to.equal(200);
  });

  const now = () => Math.floor(Date.now() / 1000);
  const refused: [what: string, token: () => string][] = [
    ["alg none, unsigned", () => `${encode({ ...header, alg: "none" })}.${encode(claims)}.`],
    ["alg None, with a signature", () => forge({}, { alg: "None" })],
    ["HS512 with the right secret", () => forge({}, { alg: "HS512" }, secret, "sha512")],
    ["HS384 with the right secret", () => forge({}, { alg: "HS384" }, secret, "sha384")],
    [
      "RS256 of a stranger's key",
      () => {
        const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
        return jwt.sign(claims, privateKey, {
          algorithm: "RS256",
          header: { ...header, alg: "RS256" },
        });
      },
    ],
    [
      "HS256 over a public key, said to be RS256",
      () => {
        const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
        const pem = publicKey.export({ type: "spki", format: "pem" }) as string;
        return forge({}, { alg: "RS256" }, pem);
      },
    ],
    ["no exp", () => forge({ exp: undefined })],
    ["an exp that is no number", () => forge({ exp: "never" })],
    ["expired a second ago", () => forge({ exp: now() - 1 })],
    ["not yet valid", () => forge({ nbf: now() + 60 })],
    ["another audience", () => forge({ aud: "another-api" })],
    ["no audience", () => forge({ aud: undefined })],
    ["another issuer", () => forge({ iss: "somebody" })],
    ["another typ", () => forge({}, { typ: "JWT" })],
    ["no typ", () => forge({}, { typ: undefined })],
    ["an unknown kid", () => forge({}, { kid: "k9" })],
    ["no kid", () => forge({}, { kid: undefined })],
    ["__proto__ as its kid", () => forge({}, { kid: "__proto__" })],
    ["one key's kid, another's signature", () => forge({}, { kid: previous?.kid })],
    ["a foreign key", () => forge({}, {}, "x".repeat(32))],
    ["an empty key", () => forge({}, {}, "")],
    [
      "a changed claim under the old signature",
      () => forge().replace(/\.[^.]+\./, `.${encode({ ...claims, sub: randomUUID() })}.`),
    ],
    ["no signature", () => forge().replace(/[^.]+$/, "")],
    ["a cut signature", () => forge().slice(0, -1)],
    ["another user's id", () => forge({ sub: randomUUID() })],
    ["another session", () => forge({ sid: randomUUID() })],
    ["no session", () => forge({ sid: undefined })],
    ["another token version", () => forge({ ver: 99 })],
    ["no token version", () => forge({ ver: undefined })],
    ["crit extensions", () => forge({}, { crit: ["exp"], b64: false, typ: "x" })],
    ["a payload that is no object", () => forge().replace(/\.[^.]+\./, `.${encode("x")}.`)],
  ];
  for (const [what, token] of refused) {
    it(`refuses ${what}`, async () => expectProblem(await me(token()), 401, "invalid_token"));
  }

  const changes: [title: string, change: (userId: string) => Promise<void>][] = [
    ["refuses a token whose session has ended", (userId) => Session.endAll(userId)],
    ["refuses a token whose session has expired", expireSessions],
  ];
  for (const [title, change] of changes)
    it(title, async () => {
      const user = await createUser();
      const headers = await logInAs(user);
      expect((await api.get("/api/v1/me", headers)).status).to.equal(200);
      await change(user.id);
      expectProblem(await api.get("/api/v1/me", headers), 401, "invalid_token");
    });

  it("returns a generic error when the database is unavailable", async () => {
    const headers = await logInAs(await createUser());
    await sql("ALTER TABLE sessions RENAME TO sessions_elsewhere");
    try {
      const answer = await api.get("/api/v1/me", headers);
      expectProblem(answer, 500, "internal_error");
      expect(answer.text).not.to.match(/sessions|relation|select/i);
    } finally {
      await sql("ALTER TABLE sessions_elsewhere RENAME TO sessions");
    }
    expect((await api.get("/api/v1/me", headers)).status).to.equal(200);
  });
});
