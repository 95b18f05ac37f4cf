import { createCategory } from "../factories/catalog/products.js";
import { createReview } from "../factories/catalog/reviews.js";
import { image, shirt, sizes } from "./shirts.js";
import { unique, usd, type Writes } from "./write.js";

export const catalogWrites: Writes = {
  "POST /products": async () => {
    const body = { title: "Hat", slug: unique("hat"), price: usd(500), onHand: 2, trackInventory: true };
    const refusal = { body: { ...body, slug: (await shirt()).slug }, status: 409, code: "slug_taken" };
    return { body, action: "product.created", target: ["product"], after: body, refusal };
  },

  "PATCH /products/{id}": async () => {
    const [shelf, other] = [await createCategory(), await createCategory()];
    const before = { title: "Shirt", slug: unique("shirt"), description: "<p>Soft</p>", brand: "Loom" };
    const single = { sku: unique("shirt"), barcode: "12345", weightGrams: 200, backorder: true };
    const pictures = [image("/shirt.jpg")];
    const amounts = { priceAmount: 1000, compareAtAmount: 1500 };
    const seed = { ...before, ...single, ...amounts, tags: ["old"], images: pictures, categories: [shelf] };
    const { id } = await shirt(seed);
    const body = {
      ...{ title: "Coat", slug: unique("coat"), description: "<p>Warm</p>", brand: null, status: "draft" },
      ...{ sku: null, barcode: null, weightGrams: null, backorder: false, trackInventory: false },
      seo: { title: "Coats", description: null },
      ...{
        price: usd(2000),
        compareAtPrice: null,
        tags: [],
        images: [],
        options: [],
        categories: [other.slug],
      },
    };
    return {
      ids: [id],
      body,
      action: "product.updated",
      target: ["product", id],
      before: {
        ...{ ...before, ...single, status: "active", trackInventory: true, tags: ["old"], options: [] },
        seo: { title: null, description: null },
        ...{ price: usd(1000), compareAtPrice: usd(1500), images: pictures, categories: [{ id: shelf.id }] },
      },
      after: body,
    };
  },

  "DELETE /products/{id}": async () => {
    const { id, slug } = await shirt();
    const before = {
      id,
      slug,
      title: "Shirt",
      status: "active",
      variants: [{ price: usd(1000), onHand: 3 }],
    };
    return { ids: [id], action: "product.deleted", target: ["product", id], before };
  },

  "PUT /products/{id}/publication": async () => {
    const { id } = await shirt({ status: "archived" });
    const status = { before: { status: "archived" }, after: { status: "active" } };
    return { ids: [id], action: "product.publication.set", target: ["product", id], ...status };
  },

  "DELETE /products/{id}/publication": async () => {
    const { id } = await shirt();
    const status = { before: { status: "active" }, after: { status: "draft" } };
    return { ids: [id], action: "product.publication.deleted", target: ["product", id], ...status };
  },

  "POST /products/{id}/variants": async () => {
    const { id } = (await sizes()).product;
    const body = { options: { Size: "L" }, price: usd(1300), onHand: 4, backorder: true };
    const after = (made: { id: string }) => ({ id: made.id, ...body });
    return { ids: [id], body, action: "product.variants.created", target: ["product", id], after };
  },

  "PATCH /variants/{id}": async () => {
    const { m: id } = await sizes();
    const body = {
      ...{
        title: "Middle",
        sku: unique("m"),
        options: { Size: "XM" },
        imageUrl: "/shirt.jpg",
        barcode: "1234",
      },
      ...{ price: usd(1), compareAtPrice: usd(2), weightGrams: 9, backorder: true, trackInventory: false },
    };
    const before = {
      ...{ title: "M", sku: null, options: { Size: "M" }, imageUrl: "/m.jpg", barcode: null },
      ...{
        price: usd(1100),
        compareAtPrice: null,
        weightGrams: null,
        backorder: false,
        trackInventory: true,
      },
    };
    return { ids: [id], body, action: "variant.updated", target: ["variant", id], before, after: body };
  },

  "DELETE /variants/{id}": async () => {
    const { m: id, product } = await sizes();
    const before = { id, productId: product.id, options: { Size: "M" }, price: usd(1100), onHand: 7 };
    return { ids: [id], action: "variant.deleted", target: ["variant", id], before };
  },

  "POST /products/{id}/images": async () => {
    const { id } = await shirt();
    const body = { url: "/back.jpg", alt: "From behind" };
    const after = (made: { id: string }) => ({ id: made.id, ...body });
    return { ids: [id], body, action: "product.images.created", target: ["product", id], after };
  },

  "DELETE /products/{id}/images/{imageId}": async () => {
    const { product, pictures } = await sizes();
    const before = { id: pictures[1], url: "/m.jpg" };
    const ids = [product.id, pictures[1]];
    return { ids, action: "product.images.deleted", target: ["product", product.id], before };
  },

  "PATCH /reviews/{id}": async () => {
    const { id } = await createReview();
    const body = { status: "approved", reply: "Thank you." };
    const before = { status: "pending", reply: null };
    return { ids: [id], body, action: "review.updated", target: ["review", id], before, after: body };
  },

  "DELETE /reviews/{id}": async () => {
    const { id } = await createReview();
    return { ids: [id], action: "review.deleted", target: ["review", id], before: { id, rating: 4 } };
  },

  "POST /categories": async () => {
    const body = { name: "Hats", slug: unique("hats"), parent: (await createCategory()).slug };
    const refusal = { body: { ...body, slug: body.parent }, status: 409, code: "slug_taken" };
    return { body, action: "category.created", target: ["category"], after: body, refusal };
  },

  "PATCH /categories/{id}": async () => {
    const parent = await createCategory();
    const before = { name: "Hats", slug: unique("hats"), description: "Warm", position: 3 };
    const { id } = await createCategory({ ...before, parentId: parent.id });
    const body = { name: "Caps", slug: unique("caps"), description: null, position: 0, parent: null };
    const entry = { action: "category.updated", before: { ...before, parent: parent.id }, after: body };
    return { ids: [id], body, target: ["category", id], ...entry };
  },

  "DELETE /categories/{id}": async () => {
    const shelf = await createCategory({ name: "Gone" });
    await shirt({ categories: [shelf] });
    const before = { id: shelf.id, name: "Gone", slug: shelf.slug, parentId: null, productCount: 1 };
    return { ids: [shelf.id], action: "category.deleted", target: ["category", shelf.id], before };
  },
};
