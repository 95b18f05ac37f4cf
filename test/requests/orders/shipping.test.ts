import { expect } from "chai";
import { api, expectProblem } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { ADDRESS, checkOut, placeOrder } from "../../support/factories/orders/orders.js";
import { setCountries } from "../../support/factories/pricing/shippingOptions.js";

const ABROAD = { ...ADDRESS, country: "US" };
const SHIPPING = "/api/v1/cart/shipping";

describe("A checkout in a shop that ships to Great Britain only", () => {
  let kept: { id: string; countries: string[] }[];
  before(async () => {
    kept = await sql("SELECT id, countries FROM shipping_options");
    await setCountries(["GB"]);
  });
  after(async () => {
    for (const { id, countries } of kept) await setCountries(countries, id);
  });

  const cartOf = async () => {
    const { id: variantId } = onlyVariant(await createProduct({ onHand: 5, priceAmount: 1500 }));
    return { variantId, headers: await fillCart([{ variantId, quantity: 2 }]) };
  };

  it("rejects another country, reserves nothing, and keeps the cart", async () => {
    const { variantId, headers } = await cartOf();
    const refused = await checkOut(headers, { shippingAddress: ABROAD });
    expectProblem(refused, 409, "shipping_option_unavailable");
    expect(refused.body.country).to.equal("US");
    const [stock] = await sql("SELECT reserved FROM stock_items WHERE variant_id = $1", [variantId]);
    expect(stock).to.deep.equal({ reserved: 0 });
    const placed = await checkOut(headers);
    expect(placed.status).to.equal(201);
    expect(placed.body.order.shippingOption).to.include.keys("id", "name", "price");
  });

  it("rejects a cart with an address that no option serves", async () => {
    const { headers } = await cartOf();
    const saved = await api.put(SHIPPING, { address: ABROAD }, headers);
    expect(saved.status).to.equal(200);
    expect(saved.body.shippingAddress.country).to.equal("US");
    expect(saved.body.shippingOption).to.equal(null);
    expect((await api.get("/api/v1/cart/shipping-options", headers)).body.data).to.deep.equal([]);
    expectProblem(
      await checkOut(headers, { shippingAddress: undefined }),
      409,
      "shipping_option_unavailable",
    );
  });

  it("rejects an option that no longer serves the cart's address", async () => {
    const { headers } = await cartOf();
    const [option] = (await api.get("/api/v1/shipping-options?country=GB")).body.data;
    const chosen = await api.put(SHIPPING, { address: ADDRESS, shippingOptionId: option.id }, headers);
    expect(chosen.body.shippingOption.id).to.equal(option.id);
    await setCountries(["IE"], option.id);
    const refused = await checkOut(headers, { shippingAddress: undefined });
    await setCountries(["GB"], option.id);
    expectProblem(refused, 409, "shipping_option_unavailable");
  });

  it("cannot be stored without an option: the database rejects it", async () => {
    const { order } = await placeOrder();
    const refusal: unknown = await sql("UPDATE orders SET shipping_option = NULL WHERE id = $1", [
      order.id,
    ]).catch((error: unknown) => error);
    expect(refusal).to.deep.include({ code: "23514", constraint: "orders_shipping_option_check" });
  });
});
