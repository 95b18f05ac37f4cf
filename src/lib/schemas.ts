import { z } from "zod";
import { normalizeIdentity } from "./identity.js";
import { MAX_AMOUNT } from "./money.js";

/** Building bricks of requests and views. Strings are trimmed; what is left must be something. */
export const text = (max: number) => z.string().trim().min(1).max(max);
export const optionalText = (max: number) =>
  text(max)
    .nullish()
    .transform((value) => value ?? null);

/** An e-mail address, normalised as identities are compared. */
export const Email = z
  .string()
  .max(254)
  .transform(normalizeIdentity)
  .pipe(z.email())
  .meta({ format: "email" });

/** In small letters, as PostgreSQL tells it: the same id in capitals is no other one (RFC 9562 § 4). */
export const Id = z.uuid().toLowerCase();
export const IdParams = z.strictObject({ id: Id });
/** Ids and slugs share a path position; a slug is up to 255 characters. */
export const IdOrSlugParams = z.strictObject({ idOrSlug: z.string().min(1).max(255) });

export const Amount = z.int().min(0).max(MAX_AMOUNT);
export const Currency = z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as USD");
export const Money = z.strictObject({ amount: Amount, currency: Currency }).meta({
  id: "Money",
  description: "An amount in integer minor units (cents) and its ISO 4217 currency.",
});

/** A query parameter that is a whole number: only digits, so that `1e3`, ` 7` and `0x10` are refused. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(min).max(max));
export const queryFlag = z.enum(["true", "false"]).transform((value) => value === "true");

/** Deeper pages go by cursor: an OFFSET is read and thrown away row by row. */
const MAX_PAGE = 1000;

/** `limit` with `page` (the default) or `cursor`; both together is an error. Spread it into a list's query. */
export const pagination = {
  limit: whole(1, 100).default(24),
  page: whole(1, MAX_PAGE).optional(),
  cursor: z.string().max(2048).optional(),
};
export const pageOrCursor = (query: { page?: number; cursor?: string }): boolean =>
  query.page === undefined || query.cursor === undefined;
export const PAGE_OR_CURSOR = { message: "Send page or cursor, not both.", path: ["cursor"] };

export const PageMeta = z
  .strictObject({
    limit: z.int(),
    nextCursor: z.string().nullable(),
    page: z.int().optional().describe("Only in a list by page."),
    total: z.int().optional().describe("Only in a list by page."),
  })
  .meta({ id: "PageMeta" });

/** The envelope of every list. */
export const listOf = <T extends z.ZodType>(item: T, id: string) =>
  z.strictObject({ data: z.array(item), meta: PageMeta }).meta({ id });

/** Times in views: UTC, ISO 8601. */
export const Timestamp = z.iso.datetime();
