import { randomUUID } from "node:crypto";
import type { Headers } from "../api.js";

/** A write of the administration: a successful request, a refused one, and the expected audit entry. */
export type Write = {
  /** The ids in the path, in order. */
  ids?: string[];
  body?: object;
  action: string;
  /** The type, and the id unless the response contains it. */
  target: [type: string, id?: string];
  /** Some fields of the entry; if omitted, the entry has none. */
  before?: object;
  after?: object | ((made: { id: string }) => object);
  /** By default a stale If-Match, or for a POST an unknown id in the path. */
  refusal?: { body?: object; headers?: Headers; status: number; code: string };
};

/** By method and path below /api/v1/admin. Each creates the rows that it needs. */
export type Writes = Record<string, (admin: Headers) => Promise<Write>>;

export const usd = (amount: number) => ({ amount, currency: "USD" });
export const unique = (word: string): string => `${word}-${randomUUID()}`;
