import { z } from "zod";
import { Country } from "../shared/address.js";

export const ListShippingOptions = { query: z.strictObject({ country: Country.optional() }) };
