import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { PRODUCT_STATUSES, REVIEW_STATUSES } from "../../src/models/catalog/vocabulary.js";
import { CODE_PURPOSES } from "../../src/models/identity/vocabulary.js";
import { MOVEMENT_REASONS, RESERVATION_STATUSES } from "../../src/models/inventory/vocabulary.js";
import { HELD_REASONS, ORDER_PAYMENT_STATUSES, ORDER_STATUSES } from "../../src/models/orders/vocabulary.js";
import {
  MONEY_STATUSES,
  PAYMENT_STATUSES,
  TEST_SESSION_STATUSES,
} from "../../src/models/payments/vocabulary.js";
import { ACTOR_TYPES } from "../../src/models/system/vocabulary.js";
import { sql } from "../support/database.js";

const root = path.resolve(__dirname, "../..");

/** The constant with the values of each CHECK that allows a list of texts. */
const VOCABULARIES: Record<string, readonly string[]> = {
  audit_log_actor_type_check: ACTOR_TYPES,
  one_time_codes_purpose_check: CODE_PURPOSES,
  orders_held_reason_check: HELD_REASONS,
  orders_payment_status_check: ORDER_PAYMENT_STATUSES,
  orders_status_check: ORDER_STATUSES,
  payments_captured_at_check: MONEY_STATUSES,
  payments_status_check: PAYMENT_STATUSES,
  products_status_check: PRODUCT_STATUSES,
  reviews_status_check: REVIEW_STATUSES,
  stock_movements_reason_check: MOVEMENT_REASONS,
  stock_reservations_status_check: RESERVATION_STATUSES,
  test_payment_sessions_status_check: TEST_SESSION_STATUSES,
};

/** The port of payment providers, which defines TEST_SESSION_STATUSES. */
const SESSION_STATUSES = path.join("lib", "payments", "gateway.ts");

type Check = { name: string; definition: string };

/** CHECKs that allow a list of texts, in a column (`= ANY (ARRAY[…])`) or in an array (`<@ ARRAY[…]`). */
const checksWithList = async (): Promise<Check[]> =>
  (
    await sql<Check>(`
      SELECT conname AS name, pg_get_constraintdef(oid) AS definition
      FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace ORDER BY conname`)
  ).filter(({ definition }) => /(= ANY \(|<@ \(*)ARRAY\['/.test(definition));

const valuesOf = ({ definition }: Check): string[] =>
  [...(/ARRAY\[(.*?)\]/.exec(definition)?.[1] ?? "").matchAll(/'([^']*)'/g)].map(([, value]) => value ?? "");

describe("The vocabularies", () => {
  it("name every CHECK that allows a list of texts, and no other", async () => {
    const checks = (await checksWithList()).map(({ name }) => name);
    const named = Object.keys(VOCABULARIES);
    expect(checks).to.deep.equal(named.sort());
  });

  it("have the values that the database allows", async () => {
    const allowed = Object.fromEntries(
      (await checksWithList()).map((check) => [check.name, valuesOf(check).sort()]),
    );
    const stated = Object.entries(VOCABULARIES).map(([name, values]) => [name, [...values].sort()]);
    expect(allowed).to.deep.equal(Object.fromEntries(stated));
  });

  it("are written once: no other file of src repeats the list of their values", () => {
    const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
      .filter(
        (file) =>
          file.endsWith(".ts") && path.basename(file) !== "vocabulary.ts" && file !== SESSION_STATUSES,
      )
      .map((file) => ({ file, text: readFileSync(path.join(root, "src", file), "utf8") }));
    const repeated = Object.entries(VOCABULARIES).flatMap(([name, values]) => {
      const inARow = new RegExp(values.map((value) => `["']${value}["']`).join("\\s*[,|]\\s*"));
      return files.filter(({ text }) => inARow.test(text)).map(({ file }) => `${file} repeats ${name}`);
    });
    expect(repeated).to.deep.equal([]);
  });
});
