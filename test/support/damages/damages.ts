import { accountDamages } from "./accountDamages.js";
import { orderDamages } from "./orderDamages.js";
import { paymentDamages } from "./paymentDamages.js";
import type { Statements, Subjects } from "./subjects.js";

/** One damage that breaks one invariant and no other. What the database itself would refuse is switched off first. */
export type Damage = {
  breaks: string;
  /** What is wrong then, in words. */
  by: string;
  statements: (subjects: Subjects) => Statements;
  /** An id that the check must return. */
  row: (subjects: Subjects) => string;
};

export const damages: Damage[] = [...accountDamages, ...orderDamages, ...paymentDamages];
