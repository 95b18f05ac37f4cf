import { expect } from "chai";
import { expectProblem, api } from "../../support/api.js";
import { withClient } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { checkOut } from "../../support/factories/orders/orders.js";

describe("A cart that another transaction locks for too long", function () {
  this.timeout(30_000);

  it("is a 409 at checkout and a 503 elsewhere, both with Retry-After", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 10 }));
    const headers = await fillCart([{ variantId, quantity: 1 }]);
    const { body: cart } = await api.get("/api/v1/cart", headers);
    await withClient(process.env.DATABASE_URL ?? "", async (holder) => {
      await holder.query("BEGIN");
      await holder.query("SELECT FROM carts WHERE id = $1 FOR UPDATE", [cart.id]);
      const [order, change] = await Promise.all([
        checkOut(headers),
        api.patch(`/api/v1/cart/items/${cart.items[0].id}`, { quantity: 2 }, headers),
      ]);
      expectProblem(order, 409, "busy");
      expectProblem(change, 503, "overloaded");
      for (const answer of [order, change]) expect(answer.headers).to.have.property("retry-after", "1");
      await holder.query("ROLLBACK");
    });
    expect((await checkOut(headers)).status).to.equal(201);
  });
});
