import { expect } from "chai";
import { api, expectProblem } from "../../support/api.js";
import { importRows } from "../../support/catalogImport.js";
import { sql } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct, setCurrency, type ProductSeed } from "../../support/factories/catalog/products.js";
import { adminHeaders } from "../../support/factories/identity/users.js";
import { ADDRESS, checkOut } from "../../support/factories/orders/orders.js";
import { shirt, size } from "../../lib/shopify/csv.js";
import { CartItem } from "../../../src/models/cart/CartItem.js";
import { Cart } from "../../../src/models/cart/Cart.js";
import { ShippingOption } from "../../../src/models/pricing/ShippingOption.js";

const ITEMS = "/api/v1/cart/items";
const usd = (amount: number) => ({ amount, currency: "USD" });
const eur = (amount: number) => ({ amount, currency: "EUR" });

/** Simulates a shop that sold in euros before: all its prices, or those of one product, are still in EUR. */
async function inEuros(seed: ProductSeed = {}) {
  const product = await createProduct({ priceAmount: 4600, ...seed });
  await setCurrency(product.id, "EUR");
  return { product, variantId: onlyVariant(product).id };
}
/** Restores the currency, because no server starts while any price is in another one. */
const backToDollars = () =>
  sql("UPDATE product_variants SET currency = 'USD' WHERE currency <> 'USD' AND deleted_at IS NULL");
const pricesOf = (productId: string) =>
  sql(
    `SELECT price_amount AS amount, compare_at_amount AS "compareAt", currency FROM product_variants
     WHERE product_id = $1 AND deleted_at IS NULL ORDER BY position`,
    [productId],
  );

describe("A variant that is priced in another currency than the shop's", () => {
  after(backToDollars);

  it("is not listed, not shown and cannot be added to a cart", async () => {
    const { product, variantId } = await inEuros({ brand: "Euro brand" });
    expect((await api.get("/api/v1/products?brand=Euro%20brand")).body.data).to.deep.equal([]);
    expectProblem(await api.get(`/api/v1/products/${product.id}`), 404, "not_found");
    const refused = await api.post(ITEMS, { variantId });
    expectProblem(refused, 409, "currency_mismatch");
    expect(refused.body).to.include({ variantId, currency: "EUR" });
    expectProblem(await api.post(ITEMS, { productId: product.id }), 409, "currency_mismatch");
  });

  it("is shown in a cart at its own price, is not in the totals, and is not sold", async () => {
    const other = onlyVariant(await createProduct({ priceAmount: 1000 })).id;
    const product = await createProduct({ priceAmount: 4600 });
    const headers = await fillCart(
      [other, onlyVariant(product).id].map((id) => ({ variantId: id, quantity: 1 })),
    );
    await setCurrency(product.id, "EUR");
    const { body } = await api.get("/api/v1/cart", headers);
    expect(body.items[1]).to.deep.include({
      unitPrice: eur(4600),
      lineTotal: eur(4600),
      priceChanged: true,
      available: 0,
    });
    expect(body.totals.total).to.deep.equal(usd(1000));
    expectProblem(await checkOut(headers), 409, "currency_mismatch");
    expect((await api.delete(`${ITEMS}/${body.items[1].id}`, headers)).status).to.equal(204);
    expect((await checkOut(headers)).body.order.totals.total).to.deep.equal(usd(1000));
  });

  it("keeps its currency when another field changes, and accepts a price in the shop's currency", async () => {
    const { product, variantId } = await inEuros({ compareAtAmount: 5000 });
    const admin = await adminHeaders();
    const url = `/api/v1/admin/variants/${variantId}`;
    const refused = await api.patch(url, { barcode: "1" }, admin);
    expectProblem(refused, 400, "validation_failed");
    expect(refused.body.errors[0]).to.deep.include({ path: "price", code: "required" });
    expect(await pricesOf(product.id)).to.deep.equal([{ amount: 4600, compareAt: 5000, currency: "EUR" }]);
    expect((await api.patch(url, { price: usd(4900) }, admin)).status).to.equal(200);
    expect(await pricesOf(product.id)).to.deep.equal([{ amount: 4900, compareAt: null, currency: "USD" }]);
  });

  it("loses a compare-at price in another currency when an import sets a new price", async () => {
    const { product } = await inEuros({ slug: "euro-shirt", compareAtAmount: 5000 });
    const { "Variant Compare At Price": _, ...row } = shirt({
      Handle: "euro-shirt",
      "Variant Price": "49.00",
    });
    const { products } = await importRows([
      { ...row, "Option1 Name": "Title", "Option1 Value": "Default Title" },
    ]);
    expect(products.updated).to.equal(1);
    expect(await pricesOf(product.id)).to.deep.equal([{ amount: 4900, compareAt: null, currency: "USD" }]);
  });

  it("cannot have a sibling variant in another currency: the database refuses it", async () => {
    const rows = [shirt({ Handle: "mixed" }), size("M", { Handle: "mixed" })];
    await importRows(rows);
    const first =
      "(SELECT id FROM product_variants WHERE product_id = (SELECT id FROM products WHERE slug = 'mixed') LIMIT 1)";
    const refusal: unknown = await sql(
      `UPDATE product_variants SET currency = 'EUR' WHERE id = ${first}`,
    ).catch((error: unknown) => error);
    expect(refusal).to.deep.include({ code: "23514", constraint: "product_variants_one_currency_check" });
    await sql(
      "UPDATE product_variants SET currency = 'EUR' WHERE product_id = (SELECT id FROM products WHERE slug = 'mixed')",
    );
    const part = await importRows(rows.slice(0, 1));
    expect(part.products.refused).to.equal(1);
    expect(part.refused[0]).to.match(/variants in another currency/);
    expect((await importRows(rows)).products.updated).to.equal(1);
  });
});

describe("A cart from before the shop changed its currency", () => {
  after(backToDollars);

  it("changes to the shop's currency and current prices, and can be checked out", async () => {
    const { id: variantId } = onlyVariant(await createProduct({ priceAmount: 4900 }));
    const headers = await fillCart([{ variantId, quantity: 2 }]);
    const [option] = (await api.get("/api/v1/shipping-options")).body.data;
    const address = { address: ADDRESS, shippingOptionId: option.id };
    const { body: before } = await api.put("/api/v1/cart/shipping", address, headers);
    // The state after a start with another CURRENCY: 46.00 EUR then, 49.00 USD now.
    await Cart.update({ currency: "EUR" }, { where: { id: before.id } });
    await CartItem.update({ currency: "EUR", unitPriceAmount: 4900 }, { where: { cartId: before.id } });

    const { body } = await api.get("/api/v1/cart", headers);
    expect(body).to.deep.include({ id: before.id, currency: "USD" });
    expect(body.items[0]).to.deep.include({ unitPrice: usd(4900), priceChanged: true, available: 10 });
    expect((await api.post(ITEMS, { variantId }, headers)).body.currency).to.equal("USD");
    const { body: placed } = await checkOut(headers);
    expect(placed.order.totals.total).to.deep.equal(usd(14_700));
    expect(placed.payment.amount).to.deep.equal(usd(14_700));
  });

  it("drops an option that is priced in another currency", async () => {
    const { id: variantId } = onlyVariant(await createProduct());
    const headers = await fillCart([{ variantId, quantity: 1 }]);
    const option = await ShippingOption.create({ name: "Euro post", priceAmount: 499, currency: "USD" });
    const chosen = { address: ADDRESS, shippingOptionId: option.id };
    expect((await api.put("/api/v1/cart/shipping", chosen, headers)).body.totals.shipping).to.deep.equal(
      usd(499),
    );
    await option.update({ currency: "EUR" });
    expect((await api.get("/api/v1/cart", headers)).body).to.deep.include({ shippingOption: null });
    expectProblem(
      await checkOut(headers, { shippingOptionId: option.id }),
      409,
      "shipping_option_unavailable",
    );
    expect((await checkOut(headers)).body.order.totals.shipping).to.deep.equal(usd(0));
    await option.destroy();
  });
});
