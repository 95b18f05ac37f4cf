import { z } from "zod";
import { isCurrency } from "./money/currencies.js";
import { NOBODYS_DOMAIN, normalizeIdentity } from "./identity.js";
import { MAX_AMOUNT } from "./money/money.js";
import { DEFAULT_LIMIT } from "./paging.js";

/** Line breaks, other control characters, and characters that change the direction of the following text. */
const NOT_IN_A_LINE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const isOneLine = (value: string): boolean => !NOT_IN_A_LINE.test(value);
const ONE_LINE = "must be one line of plain text";
const orNull = <T>(value: T | null | undefined): T | null => value ?? null;
const emptyToNull = (value: string): string | null => (value === "" ? null : value);

/** Required text, trimmed; rejects empty text. */
export const prose = (max: number) => z.string().trim().min(1).max(max);
/** The same in one line, for labels and lists. */
export const text = (max: number) => prose(max).refine(isOneLine, ONE_LINE);

/**
 * Optional text of a PATCH. An omitted field stays unchanged; null or empty text clears it, because a form sends ""
 * for an empty field.
 */
export const clearableProse = (max: number) =>
  z.string().trim().max(max).transform(emptyToNull).nullable().optional();
export const clearableText = (max: number) =>
  z.string().trim().max(max).refine(isOneLine, ONE_LINE).transform(emptyToNull).nullable().optional();

/** Optional text; omitted, null and empty text all become null. */
export const optionalText = (max: number) => clearableText(max).transform(orNull);
export const optionalProse = (max: number) => clearableProse(max).transform(orNull);

const Empty = z
  .string()
  .regex(/^\s*$/)
  .transform(() => null);
/** The same for a string with its own format, such as an e-mail address. */
export const clearable = <T extends z.ZodType>(schema: T) => z.union([schema, Empty]).nullable().optional();
export const optional = <T extends z.ZodType>(schema: T) => clearable(schema).transform(orNull);

/** An optional password or token; empty text counts as omitted. Not trimmed: spaces are part of a password. */
export const optionalSecret = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => (value === "" ? undefined : value))
    .optional();

/** Whether a text is an e-mail address of at most 254 characters. */
export const isEmail = (text: string): boolean => z.email().max(254).safeParse(text).success;

/** An e-mail address, normalised as identities are compared. */
export const Email = z
  .string()
  .max(254)
  .transform(normalizeIdentity)
  // Normalisation can make it longer.
  .pipe(
    z
      .email()
      .max(254)
      .refine((email) => !email.endsWith(NOBODYS_DOMAIN), "is a reserved address"),
  )
  .meta({ format: "email" });

/** Lower-cased, as PostgreSQL prints it; UUIDs compare case-insensitively (RFC 9562 § 4). */
export const Id = z.uuid().toLowerCase();
export const IdParams = z.strictObject({ id: Id });
/** Ids and slugs share a path position; a slug is up to 255 characters. */
export const IdOrSlugParams = z.strictObject({ idOrSlug: z.string().min(1).max(255) });

export const Amount = z.int().min(0).max(MAX_AMOUNT);
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as USD")
  .refine(isCurrency, "is not an ISO 4217 currency");
export const Money = z.strictObject({ amount: Amount, currency: Currency }).meta({
  id: "Money",
  description: "An amount in integer minor units (cents) and its ISO 4217 currency.",
});

/** A query parameter that is a whole number. Only digits are accepted, so `1e3`, ` 7` and `0x10` are rejected. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(min).max(max));
export const queryFlag = z.enum(["true", "false"]).transform((value) => value === "true");

/** Deeper pages need a cursor: OFFSET reads and discards every skipped row. */
const MAX_PAGE = 1000;

/** `limit` with `page` (the default) or `cursor`; both together is an error. Spread it into a list's query. */
export const pagination = {
  limit: whole(1, 100).default(DEFAULT_LIMIT),
  page: whole(1, MAX_PAGE).optional(),
  cursor: z.string().max(2048).optional(),
};
export const pageOrCursor = (query: { page?: number; cursor?: string }): boolean =>
  query.page === undefined || query.cursor === undefined;
export const PAGE_OR_CURSOR = { message: "Send page or cursor, not both.", path: ["cursor"] };

/** The query of a list without other parameters. */
export const PageQuery = z.strictObject(pagination).refine(pageOrCursor, PAGE_OR_CURSOR);

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
