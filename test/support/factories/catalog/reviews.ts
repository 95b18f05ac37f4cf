import { Review } from "../../../../src/models/catalog/reviews/Review.js";
import { createUser } from "../identity/users.js";
import { createProduct } from "./products.js";

/** A pending review by a new user, of a new product unless given. */
export async function createReview(seed: Partial<Review> = {}): Promise<Review> {
  const productId = seed.productId ?? (await createProduct()).id;
  const userId = seed.userId ?? (await createUser()).id;
  const fields = { author: "Ann B.", rating: 4, title: "Solid", text: "It works.", verifiedPurchase: false };
  return Review.create({ ...fields, ...seed, productId, userId });
}
