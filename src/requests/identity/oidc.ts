import { z } from "zod";
import { safeReturnTo } from "../../http/returnTo.js";
import { IdParams, PageQuery } from "../../lib/schemas.js";
import { OptionalPassword } from "./me.js";

const ProviderName = z.string().min(1).max(30);
/** Default: the shop's front page. */
const ReturnTo = z
  .string()
  .max(2000)
  .default("/")
  .refine(
    (value) => safeReturnTo(value) !== null,
    "must be a path of the shop or a page of an allowed origin",
  )
  .transform((value) => safeReturnTo(value) ?? "")
  .describe("The page to return to: a path of the shop, or a page of one of CORS_ORIGINS.");
const answer = z.string().max(4096).optional();

export const BeginOidc = {
  params: z.strictObject({ provider: ProviderName }),
  query: z.strictObject({ returnTo: ReturnTo }),
};

/** Providers add parameters of their own; unknown ones are ignored. */
export const FinishOidc = {
  params: z.strictObject({ provider: ProviderName }),
  query: z.object({
    code: answer,
    state: answer,
    iss: answer,
    error: answer,
    error_description: answer,
  }),
};

export const ListIdentities = { query: PageQuery };
export const LinkIdentity = {
  body: z
    .strictObject({
      provider: ProviderName,
      returnTo: ReturnTo,
      currentPassword: OptionalPassword.describe("Required unless the login is less than 15 minutes old."),
    })
    .meta({ id: "LinkIdentityBody" }),
};
export const UnlinkIdentity = { params: IdParams };
