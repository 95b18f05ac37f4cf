import { randomUUID } from "node:crypto";
import type { Headers } from "../api.js";

/** A write of the administration: how it succeeds once, how it is refused, and what the audit log is to say of it. */
export type Write = {
  /** What the path names, in its order. */
  ids?: string[];
  body?: object;
  action: string;
  /** The type, and the id where it is not the answer that tells it. */
  target: [type: string, id?: string];
  /** Some of what the entry says; left out: it says nothing. */
  before?: object;
  after?: object | ((made: { id: string }) => object);
  /** Left out: a stale If-Match, or for a POST that what the path names is not there. */
  refusal?: { body?: object; headers?: Headers; status: number; code: string };
};

/** By method and path below /api/v1/admin. Each makes what it needs. */
export type Writes = Record<string, (admin: Headers) => Promise<Write>>;

export const usd = (amount: number) => ({ amount, currency: "USD" });
export const unique = (word: string): string => `${word}-${randomUUID()}`;
