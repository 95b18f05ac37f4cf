import { z } from "zod";
import { listOf } from "../../lib/schemas.js";

export const ErrorCodeView = z
  .strictObject({
    code: z.string(),
    status: z.int().describe("The HTTP status it comes with."),
    title: z.string().describe("The fact it states, in a sentence."),
    url: z.string().describe("What a problem's `type` says."),
  })
  .meta({ id: "ErrorCode" });
export const ErrorCodeListView = listOf(ErrorCodeView, "ErrorCodeList");

export const renderErrorCode = (code: string, { status, title }: { status: number; title: string }) => ({
  code,
  status,
  title,
  url: `/problems/${code}`,
});
