import { createHash } from "node:crypto";
import { expect } from "chai";
import { canonicalJson } from "../../src/lib/text/canonicalJson.js";
import type { ChainedEntry } from "../../src/models/system/AuditEntry.js";
import { chainHash, GENESIS } from "../../src/services/system/recordAudit.js";

describe("canonicalJson()", () => {
  it("writes the example of RFC 8785, section 3.2.3", () => {
    const example = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).to.equal(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts properties by UTF-16 code units at every level", () => {
    const value = { "\ufb33": 1, "\ud83d\ude00": { b: 1, a: 2 }, "\r": 3, "10": 4, "9": 5 };
    expect(canonicalJson(value)).to.equal('{"\\r":3,"10":4,"9":5,"😀":{"a":2,"b":1},"\ufb33":1}');
  });

  it("leaves out properties that are undefined", () => {
    expect(canonicalJson({ a: undefined, b: [] })).to.equal('{"b":[]}');
  });

  // Both values are from the code before canonicalJson(); stored hashes must stay valid.
  it("keeps the hash of an entry of the audit log", () => {
    const entry: ChainedEntry = {
      id: "1",
      recordedAt: "2026-11-24T12:00:00.000Z",
      actorType: "user",
      actorId: "0192f0c1-2345-7000-8000-000000000000",
      action: "product.updated",
      targetType: "product",
      targetId: null,
      before: { title: "Mug", é: [1, { b: 2, a: null }], Z: 1.5, "10": 0, "9": 0 },
      after: null,
      ip: null,
      requestId: "r",
    };
    expect(chainHash(GENESIS, entry)).to.equal(
      "14ffca16f8c7344cdbfba6aed6c712c0ec3a54f0354876dfba694f16a60a17b8",
    );
  });

  it("keeps the text from which requests are hashed", () => {
    const body = { items: [{ variantId: "v", quantity: 2 }], email: null, "9": 1 };
    const text = `${canonicalJson(body)}\n${canonicalJson(undefined)}\n${canonicalJson([undefined, "a@example.com", "secret"])}`;
    expect(createHash("sha256").update(text).digest("hex")).to.equal(
      "769ae76d86e9de1a2960f960e96aebe10bb52e9009efafee2369cc944a2542ee",
    );
  });
});
