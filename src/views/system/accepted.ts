import { z } from "zod";

/** What is answered where the work goes on later, and nothing may be told about it. */
export const AcceptedView = z.strictObject({}).meta({ id: "Accepted" });
