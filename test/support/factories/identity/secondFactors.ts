import { expect } from "chai";
import request from "supertest";
import { totpCode } from "../../../../src/services/identity/factors/totp.js";
import type { User } from "../../../../src/models/identity/User.js";
import { api, assertDocumented, type Headers, testServer } from "../../api.js";
import { createUser, logInAs, PASSWORD } from "./users.js";

const PERIOD_MS = 30_000;
/** The code of the next time step: valid, and unused even if the current one was used. */
export const nextCode = (secret: string) => totpCode(secret, new Date(Date.now() + PERIOD_MS));
export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
export const logIn = (user: User, body: object = {}) =>
  api.post("/api/v1/auth/login", { login: user.email, password: PASSWORD, ...body });
export const finish = (challenge: string, factor: object) =>
  api.post("/api/v1/auth/login/mfa", { challenge, ...factor });
export const challengeOf = async (user: User): Promise<string> => (await logIn(user)).body.challenge;

export async function removeTotp(headers: Headers, body: object) {
  const response = await request(testServer()).delete("/api/v1/me/mfa/totp").set(headers).send(body);
  assertDocumented("delete", "/api/v1/me/mfa/totp", response);
  return response;
}

/** A user with an active second factor. */
export async function enrol(attributes: Partial<User> = {}) {
  const user = await createUser(attributes);
  const headers = await logInAs(user);
  const begun = await api.post("/api/v1/me/mfa/totp", { password: PASSWORD }, headers);
  const secret: string = begun.body.secret;
  const confirmed = await api.post("/api/v1/me/mfa/totp/confirmation", { code: totpCode(secret) }, headers);
  expect(confirmed.status, confirmed.text).to.equal(201);
  const recoveryCodes: string[] = confirmed.body.recoveryCodes;
  return { user, headers, secret, recoveryCodes };
}
