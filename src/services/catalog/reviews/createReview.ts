import { InvalidToken } from "../../../errors/identity.js";
import { NotFound } from "../../../errors/system.js";
import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";
import { hasBought } from "../../../models/catalog/reviews/hasBought.js";
import { Review } from "../../../models/catalog/reviews/Review.js";
import { lockReviewedProduct } from "../../../models/catalog/reviews/reviewedProduct.js";
import type { ReviewStatus } from "../../../models/catalog/vocabulary.js";
import { User } from "../../../models/identity/User.js";

type NewReview = { rating: number; title: string; text: string };

/**
 * Writes a user's review of a product on sale.
 * @param status of a new review, by the setting of the shop
 * @throws InvalidToken, NotFound, AlreadyReviewed
 */
export async function createReview(
  userId: string,
  idOrSlug: string,
  review: NewReview,
  status: ReviewStatus,
): Promise<Review> {
  // Otherwise closing the account at the same time could miss the review.
  const user = await User.lockShared(userId);
  if (!user || user.isClosed) throw new InvalidToken();
  const product = await lockReviewedProduct(idOrSlug);
  if (!product) throw new NotFound();
  const verifiedPurchase = await hasBought(userId, product.id);
  const author = displayName(user);
  const made = await Review.create({
    ...review,
    ...{ productId: product.id, userId, author, verifiedPurchase, status },
  });
  catalogChanged();
  return made;
}

/** The first name and an initial. Usernames and e-mail addresses are logins, so they are never shown. */
function displayName({ firstName, lastName }: User): string | null {
  if (!firstName || firstName.includes("@")) return null;
  const [initial] = lastName ?? "";
  return initial && initial !== "@" ? `${firstName} ${initial}.` : firstName;
}
