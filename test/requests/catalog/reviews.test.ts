import { expect } from "chai";
import { transaction } from "../../../src/database/transaction.js";
import { createReview as write } from "../../../src/services/catalog/reviews/createReview.js";
import { api, expectProblem } from "../../support/api.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { createReview } from "../../support/factories/catalog/reviews.js";
import {
  adminHeaders,
  createUser,
  customerHeaders,
  logInAs,
} from "../../support/factories/identity/users.js";
import { expectCleanInvariants } from "../../support/invariants.js";

const BODY = { rating: 5, title: "Great", text: "I like it.\nVery much." };
const reviewsOf = (id: string) => `/api/v1/products/${id}/reviews`;
const helpful = (id: string) => `/api/v1/reviews/${id}/helpful`;
const ratingOf = async (id: string) => (await api.get(`/api/v1/products/${id}`)).body.rating;

describe("POST /api/v1/products/:idOrSlug/reviews", () => {
  it("needs a login", async () => {
    expectProblem(await api.post(reviewsOf((await createProduct()).id), BODY), 401, "not_authenticated");
  });

  it("rejects ratings, titles and texts that are not valid", async () => {
    const [path, headers] = [reviewsOf((await createProduct()).id), await customerHeaders()];
    const bad = [{ rating: 0 }, { rating: 6 }, { rating: 4.5 }, { title: " " }, { title: "a\nb" }];
    for (const part of [...bad, { text: "bell\u0007" }, { text: "x".repeat(5001) }, { status: "approved" }])
      expectProblem(await api.post(path, { ...BODY, ...part }, headers), 400, "validation_failed");
  });

  it("does not find a draft", async () => {
    const { id } = await createProduct({ status: "draft" });
    expectProblem(await api.post(reviewsOf(id), BODY, await customerHeaders()), 404, "not_found");
  });

  it("creates a pending review that is not listed and shows no e-mail address", async () => {
    const { id } = await createProduct();
    const headers = await logInAs(await createUser({ firstName: "Ann", lastName: "Berg" }));
    const { status, body } = await api.post(reviewsOf(id), BODY, headers);
    expect(status).to.equal(201);
    expect(body).to.include({ ...BODY, author: "Ann B.", status: "pending", verifiedPurchase: false });
    expect((await api.get(reviewsOf(id))).body.data).to.deep.equal([]);
  });

  it("accepts one of ten parallel reviews by one user", async () => {
    const [{ id }, headers] = [await createProduct(), await customerHeaders()];
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.post(reviewsOf(id), BODY, headers)),
    );
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expectProblem(answer, 409, "already_reviewed");
  });

  it("counts parallel approved reviews of one product exactly", async () => {
    const { id } = await createProduct();
    const users = await Promise.all(Array.from({ length: 8 }, () => createUser()));
    await Promise.all(
      users.map((user, n) =>
        transaction(() => write(user.id, id, { ...BODY, rating: 1 + (n % 2) }, "approved")),
      ),
    );
    expect(await ratingOf(id)).to.deep.equal({ average: 1.5, count: 8 });
    await expectCleanInvariants();
  });
});

describe("GET /api/v1/products/:idOrSlug/reviews", () => {
  it("pages through both orders without gaps", async () => {
    const { id } = await createProduct();
    for (let n = 0; n < 5; n++) await createReview({ productId: id, status: "approved" });
    for (const sort of ["newest", "helpful"]) {
      const first = (await api.get(`${reviewsOf(id)}?sort=${sort}&limit=3`)).body;
      const cursor = encodeURIComponent(first.meta.nextCursor);
      const second = (await api.get(`${reviewsOf(id)}?sort=${sort}&limit=3&cursor=${cursor}`)).body;
      const ids = [...first.data, ...second.data].map((review: { id: string }) => review.id);
      expect(new Set(ids).size).to.equal(5);
      expect(first.meta.total).to.equal(5);
    }
  });
});

describe("/api/v1/reviews/:id/helpful", () => {
  it("counts parallel votes of a user once, and withdraws them idempotently", async () => {
    const { id, productId } = await createReview({ status: "approved" });
    const headers = await customerHeaders();
    const count = async () => (await api.get(reviewsOf(productId))).body.data[0].helpfulCount;
    await Promise.all(Array.from({ length: 6 }, () => api.put(helpful(id), undefined, headers)));
    expect(await count()).to.equal(1);
    for (let times = 0; times < 2; times++)
      expect((await api.delete(helpful(id), headers)).status).to.equal(204);
    expect(await count()).to.equal(0);
  });

  it("refuses the author's own vote", async () => {
    const author = await createUser();
    const { id } = await createReview({ status: "approved", userId: author.id });
    expectProblem(await api.put(helpful(id), undefined, await logInAs(author)), 409, "own_review");
  });

  it("does not find a pending review", async () => {
    const { id } = await createReview();
    expectProblem(await api.put(helpful(id), undefined, await customerHeaders()), 404, "not_found");
  });
});

describe("/api/v1/admin/reviews", () => {
  it("filters by status and product", async () => {
    const { id, productId } = await createReview();
    await createReview({ productId, status: "rejected" });
    const path = `/api/v1/admin/reviews?status=pending&productId=${productId}`;
    const { data } = (await api.get(path, await adminHeaders())).body;
    expect(data.map((review: { id: string }) => review.id)).to.deep.equal([id]);
  });

  it("changes the rating of the product by approval, rejection and deletion", async () => {
    const { id, productId } = await createReview({ rating: 4 });
    const [path, headers] = [`/api/v1/admin/reviews/${id}`, await adminHeaders()];
    await api.patch(path, { status: "approved" }, headers);
    expect(await ratingOf(productId)).to.deep.equal({ average: 4, count: 1 });
    await api.patch(path, { status: "rejected" }, headers);
    expect(await ratingOf(productId)).to.deep.equal({ average: null, count: 0 });
    await api.patch(path, { status: "approved" }, headers);
    await api.delete(path, headers);
    expect(await ratingOf(productId)).to.deep.equal({ average: null, count: 0 });
  });
});

describe("Closing an account", () => {
  it("keeps the approved review without its author", async () => {
    const author = await createUser();
    const { productId } = await createReview({ status: "approved", userId: author.id });
    await api.delete("/api/v1/me", await logInAs(author));
    expect((await api.get(reviewsOf(productId))).body.data[0].author).to.equal(null);
  });
});
