import { z } from "zod";
import {
  clearable,
  Id,
  IdOrSlugParams,
  IdParams,
  PAGE_OR_CURSOR,
  pageOrCursor,
  pagination,
  text,
} from "../../lib/schemas.js";
import { REVIEW_SORTS, REVIEW_STATUSES } from "../../models/catalog/vocabulary.js";

/** Control characters other than line breaks and tabs, and characters that change the direction of the following text. */
const NOT_IN_TEXT = /[^\P{Cc}\n\r\t]|[\u202a-\u202e\u2066-\u2069]/u;
const isPlain = (value: string): boolean => !NOT_IN_TEXT.test(value);
const plain = z.string().trim().min(1).max(5000).refine(isPlain, "must be plain text");

export const ListReviews = {
  params: IdOrSlugParams,
  query: z
    .strictObject({ sort: z.enum(REVIEW_SORTS).default("newest"), ...pagination })
    .refine(pageOrCursor, PAGE_OR_CURSOR),
};
export const CreateReview = {
  params: IdOrSlugParams,
  body: z
    .strictObject({ rating: z.int().min(1).max(5), title: text(150), text: plain })
    .meta({ id: "ReviewBody" }),
};
export const VoteHelpful = { params: IdParams };

export const ListAllReviews = {
  query: z
    .strictObject({ status: z.enum(REVIEW_STATUSES).optional(), productId: Id.optional(), ...pagination })
    .refine(pageOrCursor, PAGE_OR_CURSOR),
};
export const ShowReview = { params: IdParams };
export const UpdateReview = {
  params: IdParams,
  body: z
    .strictObject({ status: z.enum(REVIEW_STATUSES).optional(), reply: clearable(plain) })
    .meta({ id: "ReviewPatch" }),
};
export const DeleteReview = { params: IdParams };
