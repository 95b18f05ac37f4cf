import { type FieldError } from "../../../errors/defineError.js";
import { ValidationFailed } from "../../../errors/system.js";
import type { ProductOption } from "../../../models/catalog/Product.js";
import { MAX_OPTIONS } from "../../../models/catalog/vocabulary.js";

type Optioned = { options: Record<string, string> };

/** Options and their values in the order of first use by the variants; `known` options keep their positions. */
export function deriveOptions(variants: Optioned[], known: ProductOption[] = []): ProductOption[] {
  const used = new Map<string, Set<string>>();
  for (const { options } of variants) {
    for (const [name, value] of Object.entries(options)) {
      used.set(name, (used.get(name) ?? new Set()).add(value));
    }
  }
  const order = new Set([...known.map(({ name }) => name), ...used.keys()]);
  return [...order].flatMap((name) => {
    const values = used.get(name);
    if (!values) return [];
    const before = known.find((option) => option.name === name)?.values ?? [];
    return [{ name, values: [...new Set([...before.filter((value) => values.has(value)), ...values])] }];
  });
}

/** The path of a field of the n-th variant, for the error. */
export type FieldPath = (at: number, field: string) => string;
export const inVariants: FieldPath = (at, field) => `variants.${at}.${field}`;

/**
 * Checks that every variant has a listed value for each option of its product and no other options.
 * @throws ValidationFailed with one entry per fault
 */
export function assertOptionsFit(
  variants: Optioned[],
  options: ProductOption[],
  pathOf: FieldPath = inVariants,
): void {
  const errors: FieldError[] = [];
  const fault = (path: string, code: string, message: string) => errors.push({ path, code, message });
  if (options.length > MAX_OPTIONS)
    fault("options", "too_big", `A product has at most ${MAX_OPTIONS} options.`);
  if (new Set(options.map(({ name }) => name)).size < options.length)
    fault("options", "duplicate", "Option names must differ.");
  variants.forEach((variant, at) => {
    for (const { name, values } of options) {
      const value = variant.options[name];
      const path = pathOf(at, `options.${name}`);
      if (value === undefined) fault(path, "required", "Every variant needs a value for each option.");
      else if (!values.includes(value)) fault(path, "unknown_value", "is not one of the option's values");
    }
    for (const name of Object.keys(variant.options)) {
      if (!options.some((option) => option.name === name))
        fault(pathOf(at, `options.${name}`), "unrecognized_key", "is not an option of the product");
    }
  });
  if (errors.length > 0) throw new ValidationFailed({ errors: errors.slice(0, 100) });
}
