import { z } from "zod";
import { listOf } from "../../lib/schemas.js";

export const ErrorCodeView = z
  .strictObject({
    code: z.string(),
    status: z.int().describe("The HTTP status of the response."),
    title: z.string().describe("What the code means, in a sentence."),
    url: z.string().describe("The `type` of the problem."),
  })
  .meta({ id: "ErrorCode" });
export const ErrorCodeListView = listOf(ErrorCodeView, "ErrorCodeList");

export const renderErrorCode = (code: string, { status, title }: { status: number; title: string }) => ({
  code,
  status,
  title,
  url: `/problems/${code}`,
});
