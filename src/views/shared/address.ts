import { z } from "zod";

export const AddressView = z
  .strictObject({
    firstName: z.string(),
    lastName: z.string(),
    company: z.string().nullable(),
    line1: z.string(),
    line2: z.string().nullable(),
    city: z.string(),
    region: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string().describe("ISO 3166-1 alpha-2"),
    phone: z.string().nullable(),
  })
  .meta({ id: "Address" });
