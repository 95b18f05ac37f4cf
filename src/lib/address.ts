/** A postal address, as stored in carts and orders; `country` is ISO 3166-1 alpha-2. */
export type Address = {
  firstName: string;
  lastName: string;
  company: string | null;
  line1: string;
  line2: string | null;
  city: string;
  region: string | null;
  postalCode: string | null;
  country: string;
  phone: string | null;
};
