import { expect } from "chai";
import { hashSecret } from "../../../src/lib/ids.js";
import { api, expectProblem, type Headers } from "../../support/api.js";
import { sql, withClient } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct, createProducts } from "../../support/factories/catalog/products.js";
import { createUser, customerHeaders, PASSWORD } from "../../support/factories/identity/users.js";
import type { User } from "../../../src/models/identity/User.js";

const ITEMS = "/api/v1/cart/items";
const logIn = ({ email }: User, guest: Headers) =>
  api.post("/api/v1/auth/login", { login: email, password: PASSWORD }, guest);
const bearer = (session: { body: { accessToken: string } }): Headers => ({
  authorization: `Bearer ${session.body.accessToken}`,
});
const variantsOf = async (count: number): Promise<string[]> =>
  (await createProducts(Array.from({ length: count }, () => ({ onHand: 50 })))).map(
    (product) => onlyVariant(product).id,
  );
const one = (variantId: string) => ({ variantId, quantity: 1 });

/** A cart with one piece of each, filled a hundred lines at a time. */
async function cartOf(variantIds: string[], headers: Headers = {}): Promise<Headers> {
  let opened = headers;
  for (let at = 0; at < variantIds.length; at += 100)
    opened = await fillCart(variantIds.slice(at, at + 100).map(one), opened);
  return opened;
}
const linesIn = async (headers: Headers): Promise<string[]> =>
  (await api.get("/api/v1/cart", headers)).body.items.map(
    ({ variantId }: { variantId: string }) => variantId,
  );

describe("A log-in with a guest cart", () => {
  it("succeeds on 24 devices at once, and the customer's cart holds all lines", async () => {
    const user = await createUser();
    const variantIds = await variantsOf(24);
    const guests = await Promise.all(variantIds.map((variantId) => fillCart([one(variantId)])));
    const sessions = await Promise.all(guests.map((guest) => logIn(user, guest)));
    expect(sessions.map(({ status }) => status)).to.deep.equal(Array(24).fill(200));
    expect(sessions.map(({ body }) => body.guestCart)).to.deep.equal(Array(24).fill("merged"));
    expect(await linesIn(bearer(sessions[0] as never))).to.have.members(variantIds);
  });

  it("succeeds while the customer opens their first cart on another device", async () => {
    for (let round = 0; round < 5; round++) {
      const user = await createUser();
      const [bought = "", brought = ""] = await variantsOf(2);
      const [guest, elsewhere] = await Promise.all([fillCart([one(brought)]), logIn(user, {})]);
      const [session, added] = await Promise.all([
        logIn(user, guest),
        api.post(ITEMS, one(bought), bearer(elsewhere)),
      ]);
      expect([session.status, added.status]).to.deep.equal([200, 201]);
      expect(await linesIn(bearer(session))).to.have.members([bought, brought]);
    }
  });

  it("also happens at a registration, with a cookie as well", async () => {
    const [variantId = ""] = await variantsOf(1);
    const guest = await fillCart([one(variantId)]);
    const email = `${variantId}@example.com`;
    const account = { email, password: PASSWORD, transport: "cookie" };
    const registered = await api.post("/api/v1/auth/register", account, guest);
    expect(registered.status).to.equal(201);
    expect(registered.body.guestCart).to.equal("merged");
    const session = await api.post("/api/v1/auth/login", { login: email, password: PASSWORD });
    expect(await linesIn(bearer(session))).to.deep.equal([variantId]);
  });

  it("moves the guest's lines, in order, and the address into a customer's first cart", async () => {
    const variantIds = await variantsOf(5);
    const guest: Headers = await fillCart([one(variantIds[0] ?? "")]);
    for (const variantId of variantIds.slice(1)) await fillCart([one(variantId)], guest);
    const address = { firstName: "Ada", lastName: "L", line1: "1 St", city: "London", country: "GB" };
    await api.put("/api/v1/cart/shipping", { address }, guest);
    const session = await logIn(await createUser(), guest);
    expect(await linesIn(bearer(session))).to.deep.equal(variantIds);
    const { body } = await api.get("/api/v1/cart", bearer(session));
    expect(body.shippingAddress).to.include(address);
    expect((await api.get("/api/v1/cart", guest)).body.id).to.equal(null);
  });

  it("succeeds while another request locks the guest cart, and leaves that cart unchanged", async () => {
    const user = await createUser();
    const [variantId = ""] = await variantsOf(1);
    const guest = await fillCart([one(variantId)]);
    await withClient(process.env.DATABASE_URL ?? "", async (holder) => {
      await holder.query("BEGIN");
      const held = "SELECT FROM carts WHERE token_hash = $1 FOR UPDATE";
      await holder.query(held, [hashSecret(String(guest["x-cart-token"]))]);
      const session = await logIn(user, guest);
      expect(session.status).to.equal(200);
      expect(session.body.guestCart).to.equal("kept");
    });
    expect(await linesIn(guest)).to.deep.equal([variantId]);
    expect((await logIn(user, guest)).body.guestCart).to.equal("merged");
  });

  it("keeps the customer's lines first, and leaves lines beyond 200 in the guest cart", async () => {
    const user = await createUser();
    const own = await variantsOf(170);
    const fresh = await variantsOf(50);
    const headers = bearer(await logIn(user, {}));
    await cartOf(own, headers);
    const guest = await cartOf([...fresh, ...own.slice(0, 20)]);
    const session = await logIn(user, guest);
    expect(session.body.guestCart).to.equal("merged_in_part");

    const { body } = await api.get("/api/v1/cart", headers);
    const quantities = new Map<string, number>(
      body.items.map(({ variantId, quantity }: { variantId: string; quantity: number }) => [
        variantId,
        quantity,
      ]),
    );
    expect([...quantities.keys()]).to.have.members([...own, ...fresh.slice(0, 30)]);
    expect(own.map((id) => quantities.get(id))).to.deep.equal(own.map((_, at) => (at < 20 ? 2 : 1)));
    expect(await linesIn(guest)).to.deep.equal(fresh.slice(30));

    await api.delete("/api/v1/cart", headers);
    expect((await logIn(user, guest)).body.guestCart).to.equal("merged");
    expect(await linesIn(headers)).to.deep.equal(fresh.slice(30));
  });

  it("does not mention a guest cart when there is none", async () => {
    const user = await createUser();
    for (const guest of [{}, { "x-cart-token": "x".repeat(43) }] as Headers[])
      expect((await logIn(user, guest)).body).not.to.have.property("guestCart");
  });
});

describe("The limit of 200 lines in a cart", () => {
  it("refuses one more line, but accepts changes of quantity", async () => {
    const variantIds = await variantsOf(201);
    const headers = await cartOf(variantIds.slice(0, 200));
    const refused = await api.post(ITEMS, one(variantIds[200] ?? ""), headers);
    expectProblem(refused, 409, "cart_full");
    expect(refused.body.limit).to.equal(200);
    expect((await api.post(ITEMS, one(variantIds[0] ?? ""), headers)).status).to.equal(201);
  });

  it("holds for additions in parallel", async () => {
    const headers = await customerHeaders();
    const batches = [await variantsOf(90), await variantsOf(90), await variantsOf(90)];
    const answers = await Promise.all(
      batches.map((ids) => api.post(ITEMS, { items: ids.map(one) }, headers)),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 201, 409]);
    expect(await linesIn(headers)).to.have.length(180);
  });

  it("is enforced by the database", async () => {
    const headers = await customerHeaders();
    const { body } = await api.post(ITEMS, one(onlyVariant(await createProduct({ onHand: 5 })).id), headers);
    const spare = await variantsOf(200);
    const refusal: unknown = await sql(
      `INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount, currency)
       SELECT gen_random_uuid(), $1, product_id, id, 1, price_amount, currency FROM product_variants WHERE id = ANY ($2::uuid[])`,
      [body.id, spare],
    ).catch((error: unknown) => error);
    expect(refusal).to.deep.include({ code: "23514", constraint: "cart_items_lines_check" });
  });
});
