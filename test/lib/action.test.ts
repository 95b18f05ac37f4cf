import { expect } from "chai";
import { NotAuthenticated } from "../../src/errors/identity.js";
import { signedIn } from "../../src/http/action.js";
import { ANONYMOUS } from "../../src/lib/caller.js";

describe("signedIn()", () => {
  it("returns the user of the call, or throws NotAuthenticated", () => {
    const user = {
      id: "1",
      sessionId: "2",
      email: "a@example.com",
      role: "customer",
      granted: [],
      mfaEnabled: false,
      mfaAt: null,
      loggedInAt: new Date(),
    };
    expect(signedIn({ caller: { ...ANONYMOUS, user } })).to.equal(user);
    expect(() => signedIn({ caller: ANONYMOUS })).to.throw(NotAuthenticated);
  });
});
