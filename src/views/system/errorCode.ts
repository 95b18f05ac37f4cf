import { z } from "zod";

export const ErrorCodeView = z
  .strictObject({
    code: z.string(),
    status: z.int().describe("The HTTP status it comes with."),
    title: z.string().describe("The fact it states, in a sentence."),
    url: z.string().describe("What a problem's `type` says."),
  })
  .meta({ id: "ErrorCode" });
export const ErrorCodeListView = z
  .strictObject({ data: z.array(ErrorCodeView) })
  .meta({ id: "ErrorCodeList" });

export const renderErrorCode = (code: string, { status, title }: { status: number; title: string }) => ({
  code,
  status,
  title,
  url: `/problems/${code}`,
});
