import { z } from "zod";

export const ShowMailbox = {
  query: z.strictObject({ to: z.string().max(254).optional().describe("Only mails to this address.") }),
};
