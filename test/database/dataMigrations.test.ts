import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { migrate } from "../../src/database/migrate.js";
import { withClient } from "../support/database.js";
import { withScratchDatabase } from "../support/scratchDatabase.js";

const root = path.resolve(__dirname, "../..");
const migrateTo = (url: string, name: string) =>
  promisify(execFile)("node_modules/.bin/sequelize-cli", ["db:migrate", "--to", name], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
  });
const ID = "'01a20e00-0000-7000-8000-000000000001'";

describe("Migrations of a shop with data", function () {
  this.timeout(60_000);

  it("set the currency of cart lines from their cart, and keep old orders without a shipping option", () =>
    withScratchDatabase(async (url) => {
      await migrateTo(url, "20261124004100-limit-cart-lines.js");
      await withClient(url, (client) =>
        client.query(`
          INSERT INTO products (id, slug, title) VALUES (${ID}, 'a', 'A');
          INSERT INTO product_variants (id, product_id, title, price_amount, currency) VALUES (${ID}, ${ID}, 'A', 4600, 'EUR');
          INSERT INTO carts (id, token_hash, currency) VALUES (${ID}, 'x', 'EUR');
          INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount)
          VALUES (${ID}, ${ID}, ${ID}, ${ID}, 1, 4600);
          INSERT INTO orders (id, cart_id, email, currency, subtotal_amount, total_amount, shipping_address, billing_address)
          VALUES (${ID}, ${ID}, 'a@example.com', 'EUR', 4600, 4600, '{}', '{}')`),
      );
      await migrate(url);
      await withClient(url, async (client) => {
        const { rows: lines } = await client.query("SELECT currency FROM cart_items");
        expect(lines).to.deep.equal([{ currency: "EUR" }]);
        const { rows: orders } = await client.query("SELECT version, requires_shipping FROM orders");
        expect(orders).to.deep.equal([{ version: 1, requires_shipping: false }]);
        await client.query("UPDATE orders SET payment_status = 'paid'");
      });
    }));

  it("store the order of a request as its resource, or the payment of an unfinished retry", () =>
    withScratchDatabase(async (url) => {
      await migrateTo(url, "20261124005000-separate-internal-notes.js");
      const payment = (id: string, attempt: number) =>
        `INSERT INTO payments (id, order_id, provider, attempt, currency, amount, expires_at, status)
         VALUES ('${id}', ${ID}, 'test', ${attempt}, 'EUR', 1, now(), 'expired');`;
      const key = (name: string, response: string) =>
        `INSERT INTO idempotency_keys (id, scope, key_hash, request_hash, order_id, response, completed_at)
         VALUES (gen_random_uuid(), 's', '${name}', 'h', ${ID}, ${response});`;
      const second = "01a20e00-0000-7000-8000-000000000002";
      await withClient(url, (client) =>
        client.query(`
          INSERT INTO carts (id, token_hash, currency) VALUES (${ID}, 'x', 'EUR');
          INSERT INTO orders (id, cart_id, email, currency, subtotal_amount, total_amount, shipping_address, billing_address,
            requires_shipping) VALUES (${ID}, ${ID}, 'a@example.com', 'EUR', 1, 1, '{}', '{}', false);
          ${payment(ID.slice(1, -1), 1)} ${payment(second, 2)}
          ${key("done", "'x', now()")} ${key("unfinished", "NULL, NULL")}`),
      );
      await migrate(url);
      await withClient(url, async (client) => {
        const { rows } = await client.query(
          "SELECT key_hash, resource_type, resource_id FROM idempotency_keys ORDER BY key_hash",
        );
        expect(rows).to.deep.equal([
          { key_hash: "done", resource_type: "order", resource_id: ID.slice(1, -1) },
          { key_hash: "unfinished", resource_type: "payment", resource_id: second },
        ]);
      });
    }));
});
