import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect } from "chai";
import type { ReplyCookie } from "../../src/http/reply.js";

/** The cookies of a shop at that address, from a separate process, because the configuration is read once. */
function cookiesAt(publicUrl: string): ReplyCookie[] {
  const script = `const { sessionCookies } = require("./src/http/sessionCookies.ts");
    const tokens = { accessToken: "a", refreshToken: "r", sessionEndsIn: 60 };
    process.stdout.write(JSON.stringify(sessionCookies(tokens)));`;
  const output = execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
    cwd: path.resolve(__dirname, "../.."),
    env: { ...process.env, PUBLIC_URL: publicUrl },
    encoding: "utf8",
  });
  return JSON.parse(output) as ReplyCookie[];
}

describe("Session cookies", () => {
  it("are __Host- cookies over HTTPS: secure, for all paths of this host only", () => {
    const common = { httpOnly: true, secure: true, path: "/", maxAge: 60 };
    expect(cookiesAt("https://shop.example.com")).to.deep.equal([
      { name: "__Host-cw_access", value: "a", options: { ...common, sameSite: "lax" } },
      { name: "__Host-cw_refresh", value: "r", options: { ...common, sameSite: "strict" } },
    ]);
  });

  it("work without TLS on a developer's machine, with the refresh token limited to its own paths", () => {
    const [access, refresh] = cookiesAt("http://localhost:3000");
    expect([access?.name, access?.options?.secure, access?.options?.path]).to.deep.equal([
      "cw_access",
      false,
      "/",
    ]);
    expect([refresh?.name, refresh?.options?.path]).to.deep.equal(["cw_refresh", "/api/v1/auth"]);
  });
});
