import { expect } from "chai";
import { sql } from "../support/database.js";
import { placeOrder } from "../support/factories/orders/orders.js";
import { expectCleanInvariants } from "../support/invariants.js";
import { cartwright } from "./cartwright.js";

type Verdict = {
  checked: number;
  broken: { name: string; count: number; rows: object[] }[];
  seconds: number;
};

describe("cartwright verify", function () {
  this.timeout(60_000);
  let order: { id: string; number: string };
  before(async () => void ({ order } = await placeOrder()));
  before(expectCleanInvariants);

  const setTax = (amount: number) =>
    sql("UPDATE order_items SET tax_amount = $2 WHERE order_id = $1", [order.id, amount]);
  afterEach(() => setTax(0));

  it("exits with 0 if every invariant holds", async () => {
    const { code, stdout, stderr } = await cartwright(["verify"]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.match(/^\d+ invariants checked in [\d.]+ s, 0 violated\.\n$/);
    const json = await cartwright(["verify", "--json"]);
    expect(json.code).to.equal(0);
    expect((JSON.parse(json.stdout) as Verdict).broken).to.deep.equal([]);
  });

  it("lists the violated invariants with their rows, without personal data, and exits with 1", async () => {
    await setTax(7);
    const { code, stdout } = await cartwright(["verify"]);
    expect(code).to.equal(1);
    const [name, meaning, row, gap, summary] = stdout.split("\n");
    expect(name).to.equal("order_equals_lines: 1 row");
    expect(meaning).to.equal("  Subtotal, discount and tax of an order are the sums of its lines.");
    expect(JSON.parse(row ?? "")).to.include({ order_id: order.id, number: order.number, lines_tax: 7 });
    expect(gap).to.equal("");
    expect(summary).to.match(/ 1 violated\.$/);
    expect(stdout).not.to.contain("@");
    const json = await cartwright(["verify", "--json"]);
    expect(json.code).to.equal(1);
    const { broken } = JSON.parse(json.stdout) as Verdict;
    expect(broken.map(({ count, name }) => ({ count, name }))).to.deep.equal([
      { name: "order_equals_lines", count: 1 },
    ]);
  });

  it("exits with 2 if it cannot run", async () => {
    const unreachable = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };
    const { code, stdout, stderr } = await cartwright(["verify", "--json"], { env: unreachable });
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
    expect(stderr).to.match(/^cartwright: the database cannot be used/);
    expect((await cartwright(["verify", "--yaml"])).code).to.equal(2);
  });
});
