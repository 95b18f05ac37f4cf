import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import jwt from "jsonwebtoken";
import { config } from "../../src/config.js";
import { forgetProviders } from "../../src/passport/oidc.js";
import { testOrigin } from "./api.js";
import { CookieJar } from "./cookieJar.js";

export const CLIENT_ID = "the-shop";
const CLIENT_SECRET = "a secret of the shop's and the provider's, for tests";

/** An account at the provider. */
export type Account = { email?: string; email_verified?: boolean; given_name?: string; family_name?: string };
const accounts = new Map<string, Account>();
export const addAccount = (subject: string, account: Account): void => void accounts.set(subject, account);

/** Creates an account at the provider. */
export function somebody(account: object = {}) {
  const subject = randomUUID();
  const email = `${subject}@example.com`;
  addAccount(subject, { email, email_verified: true, given_name: "Ada", ...account });
  return { subject, email };
}
export async function expectCode(response: Response, status: number, code: string): Promise<void> {
  const text = await response.text();
  expect([response.status, (JSON.parse(text || "{}") as { code?: string }).code], text).to.deep.equal([
    status,
    code,
  ]);
}

const newKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const { privateKey, publicKey } = newKeys();
const KID = "tests";
const published = (key: KeyObject) => [
  { ...key.export({ format: "jwk" }), kid: KID, alg: "RS256", use: "sig" },
];

/** Faults of the provider: wrong ID tokens or keys. The test clears them. */
export const faults: {
  idToken?: ((claims: jwt.JwtPayload) => string) | undefined;
  keys?: object[] | undefined;
} = {};
/** The public key of signId(), in the form that a provider publishes. */
export const KEYS = published(publicKey);
/** Another key with the same kid. */
export const OTHER_KEYS = published(newKeys().publicKey);
/** An ID token signed with KEYS. */
export const signId = (claims: object): string =>
  jwt.sign(claims, privateKey, { algorithm: "RS256", keyid: KID });

/** Changes a response of the provider according to `faults`. */
function spoil(path: string, response: ServerResponse): void {
  const end = response.end.bind(response) as (body?: string) => ServerResponse;
  response.end = ((body?: string | Buffer) => {
    const answer = JSON.parse(String(body)) as { id_token?: string; keys?: object[] };
    if (path === "/jwks" && faults.keys) answer.keys = faults.keys;
    if (path === "/token" && faults.idToken && answer.id_token)
      answer.id_token = faults.idToken(jwt.decode(answer.id_token) as jwt.JwtPayload);
    const text = JSON.stringify(answer);
    response.setHeader("Content-Length", Buffer.byteLength(text));
    return end(text);
  }) as ServerResponse["end"];
}

let server: Server | undefined;
export const providerOrigin = (): string =>
  `http://127.0.0.1:${(server?.address() as AddressInfo | undefined)?.port}`;

/** Starts an OpenID provider in this process, configured as `test`, beside faulty ones. */
export async function openIdentityProvider(): Promise<void> {
  server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { Provider } = await import("oidc-provider");
  const callback = (name: string) => `${config.publicUrl}/api/v1/auth/oidc/${name}/callback`;
  const provider = new Provider(providerOrigin(), {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [callback("test"), callback("other")],
      },
    ],
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ["a key for the provider's own cookies"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["given_name", "family_name"] },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...accounts.get(subject) }),
    }),
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (request.url === "/jwks" || request.url === "/token") spoil(request.url, response);
    void answer(request, response);
  });
  const common = {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    scopes: "openid email profile",
    label: "Test",
  };
  config.oidcProviders.push(
    { ...common, name: "test", issuer: providerOrigin() },
    { ...common, name: "other", issuer: providerOrigin() },
    { ...common, name: "down", issuer: "http://127.0.0.1:9" },
    // Responds, but reports another issuer.
    { ...common, name: "impostor", issuer: providerOrigin().replace("127.0.0.1", "localhost") },
  );
}

export async function closeIdentityProvider(): Promise<void> {
  config.oidcProviders.length = 0;
  forgetProviders();
  server?.closeAllConnections();
  await new Promise((closed) => server?.close(closed));
}

const shop = new URL(config.publicUrl);

/** A user's browser: follows redirects, keeps cookies, fills in the provider's forms. */
export class Browser {
  readonly jar = new CookieJar();

  /** One request of the browser; requests to the shop's public URL go to the test server. */
  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, config.publicUrl);
    const target = url.host === shop.host ? new URL(url.pathname + url.search, testOrigin()) : url;
    const headers = new Headers(init.headers);
    if (!headers.has("cookie")) headers.set("cookie", this.jar.header(url));
    const response = await fetch(target, { ...init, headers, redirect: "manual" });
    this.jar.store(url, response.headers.getSetCookie());
    return response;
  }

  /** Logs in and consents at the provider; returns the shop's URL to which it redirects. */
  async signIn(authorizationUrl: string, subject: string): Promise<string> {
    let address = authorizationUrl;
    for (let step = 0; step < 20; step += 1) {
      if (new URL(address).host === shop.host) return address;
      let response = await this.fetch(address);
      if (response.status === 200) response = await this.fillIn(address, await response.text(), subject);
      const location = response.headers.get("location");
      if (!location) throw new Error(`${address} → ${response.status}: ${await response.text()}`);
      address = new URL(location, address).href;
    }
    throw new Error("the provider never sent the browser back");
  }

  private fillIn(address: string, page: string, subject: string): Promise<Response> {
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1] ?? address;
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const body = new URLSearchParams({
      prompt,
      ...(prompt === "login" && { login: subject, password: "x" }),
    });
    return this.fetch(new URL(action, address).href, { method: "POST", body });
  }

  /** Starts a login at the shop; returns the URL of the callback, not requested yet. */
  async goThrough(subject: string, begin = "/api/v1/auth/oidc/test"): Promise<string> {
    const response = await this.fetch(begin);
    const location = response.headers.get("location");
    if (response.status !== 302 || !location) throw new Error(`${begin} → ${await response.text()}`);
    return this.signIn(location, subject);
  }
}

/** The user who is logged in in the browser. */
export const me = async (browser: Browser) =>
  (await browser.fetch("/api/v1/me")).json() as Promise<{ id: string }>;
