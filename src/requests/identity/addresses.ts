import { z } from "zod";
import { clearableText, IdParams, PageQuery, text } from "../../lib/schemas.js";
import { AddressInput, Country } from "../shared/address.js";

const defaults = { isDefaultShipping: z.boolean(), isDefaultBilling: z.boolean() };

export const ListAddresses = { query: PageQuery };
export const ShowAddress = { params: IdParams };
export const CreateAddress = {
  body: AddressInput.extend(defaults)
    .partial({ isDefaultShipping: true, isDefaultBilling: true })
    .meta({ id: "CreateAddressBody" }),
};
export const DeleteAddress = { params: IdParams };

export const UpdateAddress = {
  params: IdParams,
  body: z
    .strictObject({
      firstName: text(100).optional(),
      lastName: text(100).optional(),
      company: clearableText(200),
      line1: text(200).optional(),
      line2: clearableText(200),
      city: text(100).optional(),
      region: clearableText(100),
      postalCode: clearableText(20),
      country: Country.optional(),
      phone: clearableText(40),
      isDefaultShipping: z.boolean().optional(),
      isDefaultBilling: z.boolean().optional(),
    })
    .meta({ id: "UpdateAddressBody" }),
};
