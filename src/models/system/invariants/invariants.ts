import { cartInvariants } from "./cartInvariants.js";
import { catalogInvariants } from "./catalogInvariants.js";
import { holdInvariants } from "./holdInvariants.js";
import { identityInvariants } from "./identityInvariants.js";
import type { Invariant } from "./invariant.js";
import { inventoryInvariants } from "./inventoryInvariants.js";
import { orderInvariants } from "./orderInvariants.js";
import { paymentInvariants } from "./paymentInvariants.js";
import { queueInvariants } from "./queueInvariants.js";

/** Every invariant that `cartwright verify` checks; docs/operations.md describes how to fix a violation. */
export const invariants: Invariant[] = [
  ...identityInvariants,
  ...catalogInvariants,
  ...inventoryInvariants,
  ...cartInvariants,
  ...orderInvariants,
  ...holdInvariants,
  ...paymentInvariants,
  ...queueInvariants,
];
