/**
 * Checks out 200 carts at the same time for a product with 50 pieces in stock. Prints the number of orders, the other
 * responses and the longest wait.
 * `npx tsx bench/hotProduct.ts`
 */
import "./environment.js";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createApp } from "../src/app.js";
import { startEmbeddedPostgres } from "../src/embeddedPostgres/startEmbeddedPostgres.js";
import { migrate } from "../src/database/migrate.js";
import { sequelize, useDatabase } from "../src/database/sequelize.js";
import { transaction } from "../src/database/transaction.js";
import { createHttpServer } from "../src/httpServer.js";
import { NEW_VARIANT } from "../src/models/catalog/productFields.js";
import { createProducts } from "../src/services/catalog/products/createProduct.js";
import { ensureShippingOptions } from "../src/services/pricing/ensureShippingOptions.js";

const BUYERS = 200;
const STOCK = 50;

async function main(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir: ".data-bench" });
  useDatabase(postgres.url);
  await migrate(postgres.url);
  await ensureShippingOptions();
  const server = createHttpServer(createApp()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  for (let round = 1; round <= 3; round++) await rush(origin, round);
  server.close();
  server.closeAllConnections();
  await sequelize.close();
  await postgres.stop();
}

async function rush(origin: string, round: number): Promise<void> {
  const productId = await hotProduct();
  const tokens: string[] = [];
  for (let buyer = 0; buyer < BUYERS; buyer++) {
    const response = await post(`${origin}/cart/items`, { productId, quantity: 1 });
    tokens.push(response.headers.get("x-cart-token") ?? "");
  }
  const started = performance.now();
  const waits: number[] = [];
  const statuses = await Promise.all(
    tokens.map(async (token) => {
      const { status } = await post(`${origin}/checkout`, CHECKOUT, {
        "x-cart-token": token,
        "idempotency-key": randomUUID(),
      });
      waits.push(performance.now() - started);
      return status;
    }),
  );
  const count = (status: number) => statuses.filter((one) => one === status).length;
  const others = statuses.filter((status) => status !== 201 && status !== 409).length;
  console.log(
    `round ${round}: sold ${count(201)} of ${STOCK}, out of stock ${count(409)}, other responses ${others}; ` +
      `slowest response ${Math.max(...waits).toFixed(0)} ms`,
  );
}

const CHECKOUT = {
  email: "buyer@example.com",
  shippingAddress: { firstName: "A", lastName: "B", line1: "1 Road", city: "Town", country: "US" },
};

async function hotProduct(): Promise<string> {
  const [product] = await transaction(() =>
    createProducts(
      [
        {
          title: "Hot product",
          slug: null,
          description: "",
          brand: null,
          status: "active",
          tags: [],
          images: [],
          seoTitle: null,
          seoDescription: null,
          options: null,
          categoryIds: [],
          variants: [{ ...NEW_VARIANT, priceAmount: 1999, onHand: STOCK }],
        },
      ],
      { actor: "bench" },
    ),
  );
  if (!product) throw new Error("no product");
  return product.id;
}

const post = (url: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

void main();
