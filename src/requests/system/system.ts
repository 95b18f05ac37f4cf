import { z } from "zod";

export const NoInput = {};
export const ShowProblem = { params: z.strictObject({ code: z.string().max(100) }) };
