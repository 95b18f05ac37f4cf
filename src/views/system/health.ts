import { z } from "zod";

export const HealthView = z.strictObject({ status: z.enum(["live", "ready"]) }).meta({ id: "Health" });
