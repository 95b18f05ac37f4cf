import { expect } from "chai";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { apiKeyHeaders } from "../../support/factories/identity/staff.js";
import { adminHeaders, customerHeaders } from "../../support/factories/identity/users.js";
import { decide, placeOrder } from "../../support/factories/orders/orders.js";
import { aroundMigration } from "../../support/migrations.js";

const STATUS = "/api/v1/admin/orders";
type Step = { by: string; note: string | null; internalNote?: string | null };

describe("Notes on an order's status changes", () => {
  it("are separate for customer and staff, and only staff see the name of an actor", async () => {
    const customer = await customerHeaders();
    const staff = [await adminHeaders(), await apiKeyHeaders(["orders:read", "orders:write"])] as const;
    const { order, payment } = await placeOrder({ headers: customer });
    await decide(payment.id, "paid");
    const body = { note: "Left with your neighbour", internalNote: "Looks like fraud" };
    const move = (status: string, headers: Headers) =>
      api.put(`${STATUS}/${order.id}/status`, { status, ...body }, headers);
    const answers = [await move("shipped", staff[0]), await move("delivered", staff[1])];

    const steps = (answers[1]?.body as { history: Step[] }).history.slice(-2);
    for (const step of steps) expect(step).to.include(body);
    expect(steps.map(({ by }) => by.split(":", 1)[0])).to.deep.equal(["admin", "api_key"]);
    const one = await api.get(`${STATUS}/${order.id}`, staff[0]);
    expect(one.body.history).to.deep.equal(answers[1]?.body.history);

    const shown = [
      await api.get(`/api/v1/orders/${order.id}`, customer),
      await api.get("/api/v1/orders", customer),
      await api.get("/api/v1/me/export", customer),
    ];
    for (const { text } of shown) {
      expect(text).to.include(body.note);
      expect(text).not.to.match(/fraud|internalNote|heldReason|admin:|api_key:/);
    }
    const history = (shown[0]?.body as { history: Step[] }).history;
    expect(history.map(({ by }) => by)).to.deep.equal(["customer", "system", "staff", "staff"]);
  });

  it("hide an internal note from a guest, even without a note for the customer", async () => {
    const { order, owner } = await placeOrder();
    const move = { status: "processing", internalNote: "Called, no answer" };
    expect((await api.put(`${STATUS}/${order.id}/status`, move, await adminHeaders())).status).to.equal(200);
    const cancelled = await api.post(`/api/v1/orders/${order.id}/cancellation`, { note: "Too late" }, owner);
    expect(cancelled.text).not.to.include("no answer");
    expect(cancelled.body.history.map(({ by, note }: Step) => [by, note])).to.deep.equal([
      ["guest", null],
      ["staff", null],
      ["guest", "Too late"],
    ]);
  });

  it("cannot be internal if a customer writes them; the database enforces it, too", async () => {
    const { order, owner } = await placeOrder();
    const url = `/api/v1/orders/${order.id}/cancellation`;
    expectProblem(await api.post(url, { internalNote: "x" }, owner), 400, "validation_failed");
    const change = sql("UPDATE order_status_changes SET internal_note = 'x' WHERE order_id = $1", [order.id]);
    const refusal = await change.then(String, String);
    expect(refusal).to.include("order_status_changes_internal_note_check");
  });

  it("of staff become internal by the migration, and are restored by its undo", () =>
    aroundMigration("separate-internal-notes", async (client, { up, down }) => {
      await client.query(`ALTER TABLE order_status_changes DROP CONSTRAINT order_status_changes_order_id_fkey;
          INSERT INTO order_status_changes (id, order_id, status, actor, note) VALUES
            (gen_random_uuid(), gen_random_uuid(), 'pending', 'admin:1', 'a'),
            (gen_random_uuid(), gen_random_uuid(), 'pending', 'api_key:1', 'b'),
            (gen_random_uuid(), gen_random_uuid(), 'pending', 'customer', 'c'),
            (gen_random_uuid(), gen_random_uuid(), 'pending', 'admin:2', NULL)`);
      const read = async (columns: string) =>
        (
          await client.query({
            text: `SELECT ${columns} FROM order_status_changes ORDER BY 1`,
            rowMode: "array",
          })
        ).rows as unknown[];
      await up();
      expect(await read("actor, note, internal_note")).to.deep.equal([
        ["admin:1", null, "a"],
        ["admin:2", null, null],
        ["api_key:1", null, "b"],
        ["customer", "c", null],
      ]);
      await down();
      expect(await read("actor, note")).to.deep.equal([
        ["admin:1", "a"],
        ["admin:2", null],
        ["api_key:1", "b"],
        ["customer", "c"],
      ]);
    }));
});
