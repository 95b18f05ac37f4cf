import { ValidationFailed } from "../../../errors/system.js";
import type { Address } from "../../../lib/address.js";
import { addressFlaws } from "./addressFlaws.js";

/** @throws ValidationFailed if the address does not fit its country */
export function assertAddressFits(address: Address): void {
  const errors = addressFlaws(address);
  if (errors.length > 0) throw new ValidationFailed({ errors });
}
