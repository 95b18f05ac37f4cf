import { ShippingOption } from "../../../../src/models/pricing/ShippingOption.js";

/** Sets the countries that one shipping option serves, or all options without `id`. */
export async function setCountries(countries: string[], id?: string): Promise<void> {
  await ShippingOption.update({ countries }, { where: id === undefined ? {} : { id } });
}
