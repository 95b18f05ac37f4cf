import { expect } from "chai";
import fc from "fast-check";
import { allocate } from "../../src/lib/money/allocate.js";
import { MAX_AMOUNT } from "../../src/lib/money/money.js";

const RUNS = { numRuns: 2000 };
const weights = fc
  .array(fc.nat(MAX_AMOUNT), { minLength: 1, maxLength: 200 })
  .filter((list) => list.some((weight) => weight > 0));
const amount = fc.integer({ min: -MAX_AMOUNT, max: MAX_AMOUNT });
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe("allocate", () => {
  it("gives the remaining units to the largest remainders", () => {
    expect(allocate(100, [1, 1, 1])).to.deep.equal([34, 33, 33]);
    expect(allocate(-100, [1, 1, 1])).to.deep.equal([-34, -33, -33]);
    expect(allocate(10, [2, 3, 5])).to.deep.equal([2, 3, 5]);
    expect(allocate(1, [1, 3, 2])).to.deep.equal([0, 1, 0]);
    expect(allocate(5, [0, 1, 0])).to.deep.equal([0, 5, 0]);
    expect(allocate(0, [1, 2])).to.deep.equal([0, 0]);
  });

  it("allocates the whole amount, however large", () => {
    fc.assert(
      fc.property(amount, weights, (whole, list) => sum(allocate(whole, list)) === whole),
      RUNS,
    );
  });

  it("gives each weight its exact share, rounded up or down", () => {
    fc.assert(
      fc.property(amount, weights, (whole, list) => {
        const total = BigInt(sum(list));
        allocate(whole, list).forEach((part, at) => {
          const difference = BigInt(part) * total - BigInt(whole) * BigInt(list[at] ?? 0);
          expect(difference < total && difference > -total, `${part} of ${whole}`).to.equal(true);
        });
      }),
      RUNS,
    );
  });

  it("gives the same parts in any order of the weights", () => {
    const shuffled = weights.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    const partsOf = (whole: number, list: number[]) =>
      allocate(whole, list)
        .map((part, at) => ({ weight: list[at] ?? 0, part }))
        .sort((a, b) => a.weight - b.weight || a.part - b.part);
    fc.assert(
      fc.property(amount, shuffled, (whole, [list, other]) => {
        expect(partsOf(whole, list)).to.deep.equal(partsOf(whole, other));
      }),
      RUNS,
    );
  });

  it("refuses weights that are negative, fractional or all zero, and a fractional amount", () => {
    const refused: [number, number[]][] = [
      [1, [1, -1, 2]],
      [1, [0.5, 1]],
      [1, [0, 0]],
      [1, []],
      [0.5, [1]],
      [NaN, [1]],
    ];
    for (const [whole, list] of refused) expect(() => allocate(whole, list)).to.throw(RangeError);
  });
});
