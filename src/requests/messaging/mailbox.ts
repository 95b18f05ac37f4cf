import { z } from "zod";
import { Id } from "../../lib/schemas.js";

export const ShowMailbox = {
  query: z.strictObject({ to: z.string().max(254).optional().describe("Only mails to this address.") }),
};

export const ShowMail = { params: z.strictObject({ mailId: Id }) };
