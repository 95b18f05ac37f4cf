import { expect } from "chai";
import { staffMfa } from "../../../src/services/identity/factors/staffMfa.js";
import { totpCode } from "../../../src/services/identity/factors/totp.js";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import {
  bearer,
  challengeOf,
  enrol,
  finish,
  logIn,
  nextCode,
  removeTotp,
} from "../../support/factories/identity/secondFactors.js";

describe("STAFF_MFA=required", () => {
  beforeEach(() => void (staffMfa.required = true));
  afterEach(() => void (staffMfa.required = false));
  const work = (headers: Headers) => api.get("/api/v1/admin/orders", headers);

  it("lets staff without a second factor only log in and enrol", async () => {
    const admin = await createUser({ role: "admin" });
    const headers = bearer((await logIn(admin)).body.accessToken);
    expectProblem(await work(headers), 403, "mfa_enrollment_required");
    expect((await api.get("/api/v1/me", headers)).status).to.equal(200);
    expect((await api.get("/api/v1/me/mfa", headers)).status).to.equal(200);
  });

  it("accepts only sessions that verified it: the enrolling one, and later logins", async () => {
    const admin = await createUser({ role: "admin" });
    const before = await logInAs(admin);
    const headers = await logInAs(admin);
    const { secret } = (await api.post("/api/v1/me/mfa/totp", { password: PASSWORD }, headers)).body;
    await api.post("/api/v1/me/mfa/totp/confirmation", { code: totpCode(secret) }, headers);
    expect((await work(headers)).status).to.equal(200);
    expectProblem(await work(before), 403, "mfa_login_required");
    expectProblem(await work(await logInAs(admin)), 403, "mfa_login_required");
    const session = await finish(await challengeOf(admin), { code: nextCode(secret) });
    expect((await work(bearer(session.body.accessToken))).status).to.equal(200);
    const refreshed = await api.post("/api/v1/auth/refresh", { refreshToken: session.body.refreshToken });
    expect((await work(bearer(refreshed.body.accessToken))).status).to.equal(200);
  });

  it("prevents staff from removing their last factor, and allows customers to", async () => {
    const staff = await enrol({ role: "admin" });
    const body = { password: PASSWORD, code: nextCode(staff.secret) };
    expectProblem(await removeTotp(staff.headers, body), 409, "last_factor");
    const customer = await enrol();
    const theirs = { password: PASSWORD, code: nextCode(customer.secret) };
    expect((await removeTotp(customer.headers, theirs)).status).to.equal(204);
  });

  it("returns the same error as before to customers without permissions", async () => {
    expectProblem(await work(await logInAs(await createUser())), 403, "not_allowed");
  });
});
