import { z } from "zod";
import { IdParams, PageQuery, text } from "../../lib/schemas.js";
import { AddressInput, Country } from "../cart/address.js";

const defaults = { isDefaultShipping: z.boolean(), isDefaultBilling: z.boolean() };

export const ListAddresses = { query: PageQuery };
export const ShowAddress = { params: IdParams };
export const CreateAddress = {
  body: AddressInput.extend(defaults)
    .partial({ isDefaultShipping: true, isDefaultBilling: true })
    .meta({ id: "CreateAddressBody" }),
};
export const DeleteAddress = { params: IdParams };

/** What is left out stays as it is; the bricks of a whole address would make it null. */
const optional = (max: number) => text(max).nullable().optional();

export const UpdateAddress = {
  params: IdParams,
  body: z
    .strictObject({
      firstName: text(100).optional(),
      lastName: text(100).optional(),
      company: optional(200),
      line1: text(200).optional(),
      line2: optional(200),
      city: text(100).optional(),
      region: optional(100),
      postalCode: optional(20),
      country: Country.optional(),
      phone: optional(40),
      isDefaultShipping: z.boolean().optional(),
      isDefaultBilling: z.boolean().optional(),
    })
    .meta({ id: "UpdateAddressBody" }),
};
