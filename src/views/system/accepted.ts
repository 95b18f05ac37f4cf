import { z } from "zod";

/** The body of a 202 response that must reveal nothing about the result. */
export const AcceptedView = z.strictObject({}).meta({ id: "Accepted" });
