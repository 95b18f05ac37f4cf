import { statement } from "../../src/database/statement.js";
import { transaction } from "../../src/database/transaction.js";
import { newId } from "../../src/lib/ids.js";
import { NEW_VARIANT } from "../../src/models/catalog/productFields.js";
import { createProducts } from "../../src/services/catalog/products/createProduct.js";
import type { NewProduct } from "../../src/services/catalog/products/newProduct.js";

const QUALITIES =
  "Soft Bright Heavy Light Warm Cool Plain Fancy Tiny Grand Quiet Loud Swift Calm Bold Fresh".split(" ");
const STUFFS =
  "Cotton Linen Wool Silk Oak Steel Glass Paper Leather Copper Bamboo Marble Velvet Denim Clay".split(" ");
const THINGS = (
  "Shirt Lamp Table Mug Scarf Jacket Chair Notebook Kettle Blanket Mirror Clock Basket Candle Backpack Sandal Bowl Rug " +
  "Pillow Shelf"
).split(" ");
const BATCH = 250;

/** A seeded generator, so that every run has the same shop. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const count = statement<{ n: number }>("SELECT count(*)::integer AS n FROM products");
const addCategory = statement<never, { id: string; parentId: string | null; name: string }>(
  "INSERT INTO categories (id, parent_id, slug, name) VALUES (:id, :parentId, :name, :name)",
);
const spread = statement("UPDATE products SET created_at = now() - random() * interval '1000 days'");

/** Fills an empty shop with products of two variants each, in 20 categories below 4 others. */
export async function seed(products: number): Promise<void> {
  const [found] = await count();
  if (found?.n === products) return;
  if (found && found.n > 0)
    throw new Error(`The bench database has ${found.n} products; delete its folder first.`);
  const shelves: string[] = [];
  for (let root = 0; root < 4; root++) {
    const rootId = newId();
    await addCategory({ id: rootId, parentId: null, name: `hall-${root}` });
    for (let n = 0; n < 5; n++) {
      const id = newId();
      await addCategory({ id, parentId: rootId, name: `shelf-${root}-${n}` });
      shelves.push(id);
    }
  }
  const pick = random(42);
  const any = <T>(list: T[]): T => list[pick(list.length)] as T;
  for (let done = 0; done < products; done += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, n): NewProduct => {
      const price = 500 + pick(20_000);
      const variant = (Size: string, priceAmount: number) => ({
        ...NEW_VARIANT,
        sku: `B-${done + n}-${Size}`,
        options: { Size },
        priceAmount,
        compareAtAmount: pick(4) === 0 ? priceAmount + 500 : null,
        weightGrams: 250,
        onHand: pick(5) === 0 ? 0 : 1000,
      });
      return {
        title: `${any(QUALITIES)} ${any(STUFFS)} ${any(THINGS)} ${done + n}`,
        slug: `product-${done + n}`,
        description:
          "<p>A thing that is made with care, and that keeps for years when it is treated well.</p>",
        brand: `Brand ${pick(40)}`,
        status: "active",
        tags: [`tag-${pick(50)}`, `tag-${pick(50)}`],
        categoryIds: [any(shelves), any(shelves)],
        images: [{ url: `https://images.example/${done + n}.jpg`, alt: null, width: 800, height: 800 }],
        seoTitle: null,
        seoDescription: null,
        options: null,
        variants: [variant("S", price), variant("L", price + 200)],
      };
    });
    await transaction(() => createProducts(batch, { actor: "bench" }));
  }
  await transaction(() => spread());
}
