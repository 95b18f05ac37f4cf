/**
 * Starts the built shop on an empty folder and a free port, places and pays an order as a guest, and stops the shop.
 * Exits with 0 only if every step succeeded and no process is left running.
 *
 *   npm run build && npm run smoke
 */
import { spawn, execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const READY_WITHIN_MS = 60_000;
const MAIL_WITHIN_MS = 10_000;
const address = {
  firstName: "Ada",
  lastName: "Lovelace",
  line1: "12 St James's Square",
  city: "London",
  postalCode: "SW1Y 4JH",
  country: "GB",
};

const dataDir = mkdtempSync(path.join(os.tmpdir(), "cartwright-smoke-"));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
let output = "";
let server;

try {
  await step("first start", start);
  const { product, cartToken } = await step("add a product to a guest's cart", fillCart);
  const { order, payment } = await step("checkout", () => checkOut(cartToken));
  await step("pay", () => pay(payment));
  await step("the order is paid and processing", () => checkOrder(order, product));
  await step("confirmation mail", () => findMail(order));
  await step("documents", checkDocuments);
  await step("stop", stop);
  await step("second start", start);
  await step("the order still exists", () => checkOrder(order, product));
  await step("stop again", stop);
  console.log("smoke: every step succeeded");
} catch (error) {
  console.error(`\n${error.message}\n\nThe server's output:\n${output}`);
  process.exitCode = 1;
} finally {
  if (server && server.exitCode === null) {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await Promise.race([ended, sleep(16_000)]);
  }
  rmSync(dataDir, { recursive: true, force: true });
}

async function step(name, work) {
  const started = performance.now();
  try {
    const result = await work();
    console.log(
      `smoke: ${name} (${Math.round(performance.now() - started)} ms)${result?.note ? `: ${result.note}` : ""}`,
    );
    return result;
  } catch (error) {
    throw new Error(`smoke: ${name} FAILED: ${error.message}`, { cause: error });
  }
}

async function start() {
  const env = {
    ...process.env,
    NODE_ENV: "development",
    PORT: String(port),
    DATA_DIR: dataDir,
    HOST: "127.0.0.1",
  };
  for (const name of ["DATABASE_URL", "PUBLIC_URL", "DEMO_CATALOG", "PAYMENT_RETURN_URL", "TEST_PAYMENTS"])
    env[name] = "";
  server = spawn(process.execPath, ["bin/start.mjs"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  server.stdout.on("data", (chunk) => (output += chunk));
  server.stderr.on("data", (chunk) => (output += chunk));
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await fetch(`${base}/health/ready`).catch(() => null))?.ok) {
    expect(server.exitCode === null, `the server ended with ${server.exitCode}`);
    expect(performance.now() < deadline, `the server is not ready after ${READY_WITHIN_MS / 1000} s`);
    await sleep(20);
  }
}

async function fillCart() {
  const list = await call("GET", "/api/v1/products?inStock=true&limit=100&expand=variants");
  expect(list.body.data.length > 0, "the catalogue is empty");
  for (const shown of list.body.data.slice(0, 20)) {
    const { url } = shown.images[0] ?? {};
    if (url?.startsWith("/")) await call("GET", url);
  }
  const product = list.body.data.find(({ variants }) => variants.some(({ inStock }) => inStock));
  const variant = product.variants.find(({ inStock }) => inStock);
  const added = await call("POST", "/api/v1/cart/items", { variantId: variant.id, quantity: 2 });
  const cartToken = added.headers.get("x-cart-token");
  expect(added.status === 201 && cartToken, "the response has no cart token");
  const { totals } = (await call("PUT", "/api/v1/cart/shipping", { address }, { "X-Cart-Token": cartToken }))
    .body;
  expect(totals.subtotal.amount === 2 * variant.price.amount, "the subtotal is not twice the price");
  return {
    product,
    cartToken,
    note: `2 × ${product.title}, ${totals.total.amount} ${totals.total.currency}`,
  };
}

async function checkOut(cartToken) {
  const body = { email: "ada@example.com", shippingAddress: address };
  const headers = { "X-Cart-Token": cartToken, "Idempotency-Key": randomUUID() };
  const first = await call("POST", "/api/v1/checkout", body, headers);
  const again = await call("POST", "/api/v1/checkout", body, headers);
  expect(
    again.headers.get("idempotent-replayed") === "true",
    "the response to the same key was not replayed",
  );
  expect(again.body.order.id === first.body.order.id, "the same key created another order");
  return { ...first.body, note: `order ${first.body.order.number}` };
}

async function pay(payment) {
  const page = await call("GET", `/pay/test/${payment.id}`, undefined, { Accept: "text/html" });
  expect(page.text.includes("<form"), "there is no payment page");
  await call("POST", `/pay/test/${payment.id}`, { outcome: "paid" });
}

async function checkOrder(order, product) {
  const headers = { "X-Order-Token": order.accessToken };
  let seen;
  for (let tries = 0; tries < 100; tries++, await sleep(50)) {
    seen = (await call("GET", `/api/v1/orders/${order.id}`, undefined, headers)).body;
    if (seen.paymentStatus === "paid") break;
  }
  expect(seen.paymentStatus === "paid", `the payment status is ${seen.paymentStatus}`);
  expect(seen.status === "processing", `the order status is ${seen.status}`);
  expect(seen.items[0].productId === product.id, "the order contains another product");
}

async function findMail(order) {
  const deadline = performance.now() + MAIL_WITHIN_MS;
  while (performance.now() < deadline) {
    const { data } = (await call("GET", "/dev/mailbox")).body;
    const mails = data.filter(
      ({ to, subject }) => to === "ada@example.com" && subject.includes(order.number),
    );
    expect(mails.length <= 1, `${mails.length} confirmation mails were sent`);
    if (mails.length === 1) return { note: mails[0].subject };
    await sleep(50);
  }
  throw new Error("the mail was not sent in time");
}

async function checkDocuments() {
  const { body } = await call("GET", "/openapi.json");
  expect(body.openapi.startsWith("3.1"), "the document is not OpenAPI 3.1");
  for (const page of ["/docs", "/docs/swagger-ui-bundle.js", "/", "/dev/mailbox"])
    await call("GET", page, undefined, { Accept: "text/html,*/*" });
  return { note: `${Object.keys(body.paths).length} paths` };
}

async function stop() {
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  const [code, signal] = await ended;
  expect(code === 0, `the server ended with ${code ?? signal}`);
  expect(
    !existsSync(path.join(dataDir, "postgres", "postmaster.pid")),
    "PostgreSQL was not shut down cleanly",
  );
  expect(!processes().includes(dataDir), "PostgreSQL is still running");
}

/** The command lines of all processes; empty on systems without ps, such as Windows. */
function processes() {
  try {
    return execFileSync("ps", ["-eo", "args"], { encoding: "utf8", maxBuffer: 16 * 1024 * 1024 });
  } catch {
    return "";
  }
}

/** @throws Error if the response is not 2xx */
async function call(method, url, body, headers = {}) {
  const answer = await fetch(base + url, {
    method,
    headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json" }), ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  expect(answer.ok, `${method} ${url} returned ${answer.status}: ${text.slice(0, 500)}`);
  const json = /json/.test(answer.headers.get("content-type") ?? "");
  return { status: answer.status, headers: answer.headers, text, body: json ? JSON.parse(text) : undefined };
}

function expect(condition, complaint) {
  if (!condition) throw new Error(complaint);
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port: found } = probe.address();
  probe.close();
  await once(probe, "close");
  return found;
}
