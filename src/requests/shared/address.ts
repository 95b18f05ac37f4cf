import validator from "validator";
import { z } from "zod";
import { optionalText, text } from "../../lib/schemas.js";

/** ISO 3166-1 alpha-2: assigned codes only, no reserved or withdrawn ones (UK, SU). */
export const Country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, "must be an ISO 3166-1 alpha-2 code such as US")
  .transform((value) => value.toUpperCase())
  .refine((code) => validator.isISO31661Alpha2(code), "is not a country");

export const AddressInput = z
  .strictObject({
    firstName: text(100),
    lastName: text(100),
    company: optionalText(200),
    line1: text(200),
    line2: optionalText(200),
    city: text(100),
    region: optionalText(100),
    postalCode: optionalText(20),
    country: Country,
    phone: optionalText(40),
  })
  .meta({ id: "AddressInput" });
