import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { UserAddress } from "../../models/identity/UserAddress.js";
import { AddressView } from "../shared/address.js";

export const UserAddressView = AddressView.extend({
  id: Id,
  isDefaultShipping: z.boolean(),
  isDefaultBilling: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
}).meta({ id: "UserAddress" });

export const UserAddressListView = listOf(UserAddressView, "UserAddressList");

export const renderUserAddress = (address: UserAddress): z.input<typeof UserAddressView> => ({
  id: address.id,
  firstName: address.firstName,
  lastName: address.lastName,
  company: address.company,
  line1: address.line1,
  line2: address.line2,
  city: address.city,
  region: address.region,
  postalCode: address.postalCode,
  country: address.country,
  phone: address.phone,
  isDefaultShipping: address.isDefaultShipping,
  isDefaultBilling: address.isDefaultBilling,
  createdAt: address.createdAt.toISOString(),
  updatedAt: address.updatedAt.toISOString(),
});
