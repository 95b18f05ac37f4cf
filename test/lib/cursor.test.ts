import { expect } from "chai";
import fc from "fast-check";
import { InvalidCursor } from "../../src/errors/system.js";
import { decodeCursor, encodeCursor } from "../../src/http/cursor.js";

const part = fc.oneof(
  fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
  fc.integer(),
  fc.constant(null),
);
const key = fc.array(part, { maxLength: 4 });
const order = fc.constantFrom("newest", "price", "-price", "title");

describe("A cursor", () => {
  it("decodes to the encoded key (property)", () => {
    fc.assert(
      fc.property(order, key, (name, given) => {
        expect(decodeCursor(name, encodeCursor(name, given))).to.deep.equal(given);
      }),
    );
  });

  it("is refused when any bit of it is flipped (property)", () => {
    fc.assert(
      fc.property(order, key, fc.nat(), (name, given, place) => {
        const bytes = Buffer.from(encodeCursor(name, given), "base64url");
        const bit = place % (bytes.length * 8);
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(() => decodeCursor(name, bytes.toString("base64url"))).to.throw(InvalidCursor);
      }),
      { numRuns: 1000 },
    );
  });

  it("is refused when it is truncated, or not a cursor at all (property)", () => {
    const whole = encodeCursor("newest", ["2026-01-01T00:00:00Z", "an-id"]);
    for (let length = 1; length < whole.length - 1; length++)
      expect(() => decodeCursor("newest", whole.slice(0, length)), `${length}`).to.throw(InvalidCursor);
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), (text) => {
        expect(() => decodeCursor("newest", text)).to.throw(InvalidCursor);
      }),
    );
  });

  it("is valid only for the sort order that it was made for", () => {
    const cursor = encodeCursor("price", [1999, "an-id"]);
    expect(() => decodeCursor("-price", cursor)).to.throw(InvalidCursor, /another sort order/);
  });

  it("starts at the beginning when empty, and needs no escaping in a URL", () => {
    expect(decodeCursor("newest", "")).to.equal(null);
    expect(encodeCursor("title", ["ÿ?&=/+ü", "an-id"])).to.match(/^[\w-]+$/);
  });
});
