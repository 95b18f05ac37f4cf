import { expect } from "chai";
import { ReviewVote } from "../../../src/models/catalog/reviews/ReviewVote.js";
import { Review } from "../../../src/models/catalog/reviews/Review.js";
import { api, expectProblem, type Headers, statementsOf } from "../../support/api.js";
import { createProduct, deleteProduct } from "../../support/factories/catalog/products.js";
import { createReview } from "../../support/factories/catalog/reviews.js";
import {
  adminHeaders,
  createUser,
  customerHeaders,
  logInAs,
} from "../../support/factories/identity/users.js";
import { decide, placeOrder } from "../../support/factories/orders/orders.js";
import { expectCleanInvariants } from "../../support/invariants.js";
import { drainQueue } from "../../support/jobs.js";

const BODY = { rating: 5, title: "Great", text: "I like it." };
const reviewsOf = (id: string) => `/api/v1/products/${id}/reviews`;
const verified = async (productId: string, headers: Headers): Promise<unknown> =>
  (await api.post(reviewsOf(productId), BODY, headers)).body.verifiedPurchase;

/** An order by a customer, and the product in it. */
async function order() {
  const headers = await customerHeaders();
  const placed = await placeOrder({ headers });
  return { ...placed, headers, productId: placed.product.id };
}

describe("A verified purchase", () => {
  it("is marked when the reviewer has a paid order with the product", async () => {
    const { payment, productId, headers } = await order();
    await decide(payment.id, "paid");
    expect(await verified(productId, headers)).to.equal(true);
  });

  it("is not marked while the order is unpaid", async () => {
    const { productId, headers } = await order();
    expect(await verified(productId, headers)).to.equal(false);
  });

  it("is not marked when the paid order was cancelled", async () => {
    const { order: placed, payment, productId, headers } = await order();
    await decide(payment.id, "paid");
    await api.post(`/api/v1/orders/${placed.id}/cancellation`, {}, headers);
    await drainQueue();
    expect(await verified(productId, headers)).to.equal(false);
  });

  it("is not marked for another customer", async () => {
    const { payment, productId } = await order();
    await decide(payment.id, "paid");
    expect(await verified(productId, await customerHeaders())).to.equal(false);
  });
});

describe("The reviews of a product that is not on sale", () => {
  it("are not found for a draft", async () => {
    const { id } = await createProduct({ status: "draft" });
    await createReview({ productId: id, status: "approved" });
    expectProblem(await api.get(reviewsOf(id)), 404, "not_found");
  });

  it("are not found for a deleted product", async () => {
    const { productId } = await createReview({ status: "approved" });
    await deleteProduct(productId);
    expectProblem(await api.get(reviewsOf(productId)), 404, "not_found");
  });
});

describe("Moderation", () => {
  it("counts every review when parallel approvals and changes of the product meet", async () => {
    const { id } = await createProduct();
    const reviews = await Promise.all(
      Array.from({ length: 8 }, (_, n) => createReview({ productId: id, rating: 1 + (n % 5) })),
    );
    const admin = await adminHeaders();
    const answers = await Promise.all([
      ...reviews.map((review) =>
        api.patch(`/api/v1/admin/reviews/${review.id}`, { status: "approved" }, admin),
      ),
      ...Array.from({ length: 4 }, (_, n) =>
        api.patch(`/api/v1/admin/products/${id}`, { title: `Title ${n}` }, admin),
      ),
    ]);
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
    expect((await api.get(`/api/v1/products/${id}`)).body.rating).to.deep.equal({ average: 2.63, count: 8 });
    await expectCleanInvariants();
  });

  it("rejects a change against an older version", async () => {
    const { id } = await createReview();
    const stale = { ...(await adminHeaders()), "If-Match": '"99"' };
    const answer = await api.patch(`/api/v1/admin/reviews/${id}`, { status: "approved" }, stale);
    expectProblem(answer, 412, "stale_version");
  });

  it("shows the reply of the shop with the review", async () => {
    const { id, productId } = await createReview({ status: "approved" });
    await api.patch(`/api/v1/admin/reviews/${id}`, { reply: "Thank you!" }, await adminHeaders());
    expect((await api.get(reviewsOf(productId))).body.data[0].reply).to.equal("Thank you!");
  });
});

describe("The list of reviews", () => {
  it("takes two statements for any number of reviews", async () => {
    const { id } = await createProduct();
    for (let n = 0; n < 5; n++) await createReview({ productId: id, status: "approved" });
    expect(statementsOf(await api.get(reviewsOf(id)))).to.equal(2);
  });
});

describe("The personal data in reviews", () => {
  it("is in the export of the account", async () => {
    const author = await createUser();
    const { id } = await createReview({ userId: author.id });
    const { reviews } = (await api.get("/api/v1/me/export", await logInAs(author))).body;
    expect(reviews.map((review: { id: string }) => review.id)).to.deep.equal([id]);
  });

  it("is deleted with the pending reviews and the votes when the account is closed", async () => {
    const author = await createUser();
    const headers = await logInAs(author);
    const pending = await createReview({ userId: author.id });
    const other = await createReview({ status: "approved" });
    await api.put(`/api/v1/reviews/${other.id}/helpful`, undefined, headers);
    await api.delete("/api/v1/me", headers);
    expect(await Review.count({ where: { id: pending.id } })).to.equal(0);
    expect(await ReviewVote.count({ where: { reviewId: other.id } })).to.equal(0);
  });
});
