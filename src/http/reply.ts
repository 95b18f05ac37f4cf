import type { SerializeOptions } from "cookie";
import { pagePolicy } from "./pagePolicy.js";

/** A cookie to set; `value: null` clears it. */
export type ReplyCookie = { name: string; value: string | null; options?: SerializeOptions };

/** What an action returns: a value, so that it can be stored for replay and sent only after the commit. */
export type Reply<B = unknown> = {
  status: number;
  /** Rendered by a view; undefined = no content. */
  body?: B;
  /** A page instead of JSON. */
  html?: string;
  headers?: Record<string, string | string[]>;
  cookies?: ReplyCookie[];
  /** Opaque version of the resource, without quotes. */
  etag?: string;
  /** Present on public catalogue reads only; everything else is `no-store`. */
  publicSeconds?: number;
};

type Extras = Omit<Reply, "status" | "body">;

export const ok = <B>(body: B, extras: Extras = {}): Reply<B> => ({ status: 200, body, ...extras });
export const created = <B>(body: B, location: string, { headers, ...extras }: Extras = {}): Reply<B> => ({
  status: 201,
  body,
  ...extras,
  headers: { Location: location, ...headers },
});
export const accepted = (): Reply<Record<string, never>> => ({ status: 202, body: {} });
export const noContent = (extras: Extras = {}): Reply<undefined> => ({ status: 204, ...extras });
/** @param policy its Content-Security-Policy */
export const page = (html: string, policy = pagePolicy()): Reply<never> => ({
  status: 200,
  html,
  headers: { "Content-Security-Policy": policy },
});
/** A resource with a new address. */
export const movedPermanently = (location: string, extras: Omit<Extras, "headers"> = {}): Reply<never> => ({
  status: 301,
  ...extras,
  headers: { Location: location },
});
export const seeOther = (location: string): Reply<never> => ({
  status: 303,
  headers: { Location: location },
});
