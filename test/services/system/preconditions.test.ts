import { expect } from "chai";
import { StaleVersion } from "../../../src/errors/system.js";
import { assertFresh } from "../../../src/services/system/preconditions.js";

describe("assertFresh()", () => {
  const fresh = (ifMatch: string | null) => () => assertFresh(ifMatch, "a.7");

  it("accepts a missing condition, any version, and the current version", () => {
    for (const sent of [null, "*", " * ", '"a.7"', '"a.6", "a.7"', '"a.6","a.7"'])
      expect(fresh(sent), `${sent}`).not.to.throw();
  });

  it("rejects every other version, and weak tags", () => {
    for (const sent of ['"a.6"', 'W/"a.7"', "a.7", "", '"a.7', '"*"', '"A.7"', ',"",'])
      expect(fresh(sent), sent).to.throw(StaleVersion);
  });
});
