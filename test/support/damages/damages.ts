import { accountDamages } from "./accountDamages.js";
import { orderDamages } from "./orderDamages.js";
import { paymentDamages } from "./paymentDamages.js";
import type { Statements, Subjects } from "./subjects.js";

/** A damage that breaks one invariant and no other. Constraints that would prevent it are disabled first. */
export type Damage = {
  breaks: string;
  /** A description of the damage. */
  by: string;
  statements: (subjects: Subjects) => Statements;
  /** An id that the check must return. */
  row: (subjects: Subjects) => string;
};

export const damages: Damage[] = [...accountDamages, ...orderDamages, ...paymentDamages];
