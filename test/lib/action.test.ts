import { expect } from "chai";
import { NotAuthenticated } from "../../src/errors/identity.js";
import { StaleVersion } from "../../src/errors/system.js";
import { assertFresh, signedIn } from "../../src/http/action.js";
import { ANONYMOUS } from "../../src/lib/caller.js";

describe("If-Match", () => {
  const fresh = (ifMatch: string | null) => () => assertFresh({ ifMatch }, "a.7");

  it("lets through who asks for nothing, for anything, or for this very version", () => {
    for (const sent of [null, "*", " * ", '"a.7"', '"a.6", "a.7"', '"a.6","a.7"'])
      expect(fresh(sent), `${sent}`).not.to.throw();
  });

  it("refuses every other version, and weak tags, which never match strongly", () => {
    for (const sent of ['"a.6"', 'W/"a.7"', "a.7", "", '"a.7', '"*"', '"A.7"', ',"",'])
      expect(fresh(sent), sent).to.throw(StaleVersion);
  });
});

describe("signedIn()", () => {
  it("answers the user of the call, or asks for one", () => {
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
