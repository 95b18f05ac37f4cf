import { expect } from "chai";
import { Secret } from "otpauth";
import { hashRecoveryCode, newRecoveryCodes } from "../../src/services/identity/factors/recoveryCodes.js";
import { newTotpSecret, totpCode, totpStep } from "../../src/services/identity/factors/totp.js";

/** RFC 6238, appendix B, SHA-1; a 6-digit code is the end of the 8-digit code. */
const SECRET = Secret.fromUTF8("12345678901234567890").base32;
const VECTORS: [seconds: number, code: string][] = [
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
];
const at = (seconds: number) => new Date(seconds * 1000);

describe("Time-based codes", () => {
  for (const [seconds, long] of VECTORS) {
    const code = long.slice(2);
    it(`match RFC 6238 at ${seconds} s: ${code}`, () => {
      const step = Math.floor(seconds / 30);
      expect(totpCode(SECRET, at(seconds))).to.equal(code);
      expect(totpStep(SECRET, code, at(seconds))).to.equal(step);
      expect(totpStep(SECRET, code, at(seconds + 30)), "one step late").to.equal(step);
      expect(totpStep(SECRET, code, at(seconds - 30)), "one step early").to.equal(step);
      expect(totpStep(SECRET, code, at(seconds + 60)), "two steps late").to.equal(null);
      expect(totpStep(SECRET, code, at(seconds - 60)), "two steps early").to.equal(null);
    });
  }

  it("are refused in any other format", () => {
    for (const code of ["", "28708", "2870822", "94287082", "28708x", "-28708"])
      expect(totpStep(SECRET, code, at(59)), code).to.equal(null);
  });

  it("have secrets of 160 random bits", () => {
    expect(newTotpSecret())
      .to.match(/^[A-Z2-7]{32}$/)
      .and.not.equal(newTotpSecret());
  });
});

describe("Recovery codes", () => {
  it("are ten distinct codes, hashed per user, independent of case and hyphens", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes)).to.have.property("size", 10);
    const [code = ""] = codes;
    expect(hashRecoveryCode("a", code)).to.equal(
      hashRecoveryCode("a", ` ${code.replace("-", " ").toUpperCase()}`),
    );
    expect(hashRecoveryCode("a", code)).not.to.equal(hashRecoveryCode("b", code));
  });
});
