import { randomUUID } from "node:crypto";
import express, { Router } from "express";
import request, { type Response } from "supertest";
import { z } from "zod";
import "../../src/models/index.js";
import type { Call } from "../../src/http/action.js";
import { newSecret } from "../../src/lib/ids.js";
import { accepted, created, ok } from "../../src/http/reply.js";
import { authenticate } from "../../src/middlewares/authenticate.js";
import { write } from "../../src/middlewares/endpoint/endpoint.js";
import { errorHandler } from "../../src/middlewares/errorHandler.js";
import { bodyErrors, jsonBody } from "../../src/middlewares/parsing/jsonBody.js";
import { requestContext } from "../../src/middlewares/requestContext.js";
import { AcceptedView } from "../../src/views/system/accepted.js";
import type { Headers } from "./api.js";
import { sql } from "./database.js";

const Wish = { body: z.strictObject({ note: z.string(), more: z.string().optional() }) };

const WishView = z.strictObject({ note: z.string(), secret: z.string() });

/** What the action does after its effect; each test sets it. */
export const wishes: { runs: number; afterwards: ((call: Call<typeof Wish>) => unknown) | undefined } = {
  runs: 0,
  afterwards: undefined,
};

/** The effect is a mail, so that it can be counted; the response contains a secret, like those of carts and accounts. */
async function grant(call: Call<typeof Wish>) {
  const { body } = call;
  wishes.runs += 1;
  await sql(
    `INSERT INTO mails (id, dedupe_key, recipient, subject, text_body, html_body)
     VALUES (gen_random_uuid(), gen_random_uuid(), 'a@example.com', $1, '', '')`,
    [body.note],
  );
  await wishes.afterwards?.(call);
  const secret = newSecret();
  return created({ note: body.note, secret }, "/wishes/1", {
    headers: { "X-Cart-Token": secret },
    etag: "1.1",
  });
}

const router = Router()
  .post("/wishes", authenticate.optional, write(Wish, grant, WishView))
  .post("/others", authenticate.optional, write(Wish, grant, WishView))
  .put("/wishes", authenticate.optional, write(Wish, grant, WishView))
  .post(
    "/strict",
    write(Wish, () => ok({}), AcceptedView, { idempotencyKey: "required" }),
  )
  .post(
    "/accepted",
    authenticate.optional,
    write(Wish, () => ((wishes.runs += 1), accepted()), AcceptedView),
  );
export const app = express().use(requestContext, jsonBody(/^$/), bodyErrors, router, errorHandler);

/** A key of a caller without a token, and one of a guest with a cart. */
export const bareKey = (): Headers => ({ "idempotency-key": randomUUID() });
export const newKey = (): Headers => ({ ...bareKey(), "x-cart-token": newSecret() });
export const post = (note: string, headers: Headers, path = "/wishes"): Promise<Response> =>
  request(app).post(path).set(headers).send({ note }).then();
export const effects = async (note: string): Promise<number> =>
  (await sql("SELECT FROM mails WHERE subject = $1", [note])).length;
export const once = (error: Error) => () => {
  wishes.afterwards = undefined;
  throw error;
};
