import { expect } from "chai";
import { namedParameters } from "../../src/database/namedParameters.js";

describe("namedParameters()", () => {
  const CASES: [title: string, named: string, text: string, values: unknown[]][] = [
    ["numbers the names by first occurrence", ":b, :a", "$1, $2", ["B", "A"]],
    ["gives the same name the same number", ":a, :b, :a", "$1, $2, $1", ["A", "B"]],
    [
      "distinguishes names with a common prefix",
      ":a, :ab, :a_b, :aB",
      "$1, $2, $3, $4",
      ["A", "AB", "A_B", "aB"],
    ],
    ["keeps casts", "x::a, :a::text, (:b)::int[]", "x::a, $1::text, ($2)::int[]", ["A", "B"]],
    ["keeps array slices", "x[1:2], :a", "x[1:2], $1", ["A"]],
    [
      "keeps string literals",
      "'it''s :b', '', :a, '$.x ? (@ > :b)'",
      "'it''s :b', '', $1, '$.x ? (@ > :b)'",
      ["A"],
    ],
    [
      "keeps escape strings",
      "E'it\\'s :b', :a, 'back\\', :ab",
      "E'it\\'s :b', $1, 'back\\', $2",
      ["A", "AB"],
    ],
    ["keeps quoted identifiers", 'x AS ":b", :a AS "a"":b"', 'x AS ":b", $1 AS "a"":b"', ["A"]],
    ["keeps dollar quotes", "$$ :b $1 $$, :a, $f$ :b $$ $f$", "$$ :b $1 $$, $1, $f$ :b $$ $f$", ["A"]],
    ["keeps comments to the end of the line", "1 -- it's :b\n, :a", "1 -- it's :b\n, $1", ["A"]],
    ["keeps comments in between", "1 /* it's\n:b */, :a", "1 /* it's\n:b */, $1", ["A"]],
    ["keeps text without names", "SELECT '10:00'::time", "SELECT '10:00'::time", []],
  ];
  const params = { a: "A", b: "B", ab: "AB", a_b: "A_B", aB: "aB" };
  for (const [title, named, text, values] of CASES)
    it(title, () => {
      const parsed = namedParameters(named);
      expect(parsed.text).to.equal(text);
      expect(parsed.bind(params)).to.deep.equal(values);
    });

  it("binds arrays for jsonb and json as JSON text, and other arrays unchanged", () => {
    const rows = [{ id: 1 }];
    const { text, bind } = namedParameters(":rows::jsonb, :rows, :more :: json, :all::jsonb[], :ids::int[]");
    expect(text).to.equal("$1::jsonb, $1, $2 :: json, $3::jsonb[], $4::int[]");
    expect(bind({ rows, more: [], all: rows, ids: [1] })).to.deep.equal(['[{"id":1}]', "[]", rows, [1]]);
  });

  it("binds text for jsonb unchanged, because it is JSON already", () => {
    expect(namedParameters(":row::jsonb").bind({ row: '{"id":1}' })).to.deep.equal(['{"id":1}']);
  });

  it("refuses a missing or undefined parameter, and accepts null", () => {
    const { bind } = namedParameters(":orderId, :note");
    expect(() => bind({ orderId: "1" })).to.throw("A statement lacks :note");
    expect(() => bind({ orderId: undefined, note: "" })).to.throw("A statement lacks :orderId");
    expect(bind({ orderId: "1", note: null })).to.deep.equal(["1", null]);
  });

  it("refuses text with numbered parameters", () => {
    expect(() => namedParameters("SELECT :a, $2")).to.throw("A statement has $2");
  });
});
