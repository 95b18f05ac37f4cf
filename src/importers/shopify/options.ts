import { parseName } from "./cells.js";
import type { ImportedOption, ImportedVariant } from "./importedProduct.js";
import type { RowReader } from "./RowReader.js";

const SLOTS = [
  { name: "option1Name", value: "option1Value" },
  { name: "option2Name", value: "option2Value" },
  { name: "option3Name", value: "option3Value" },
] as const;

/** Option names by slot (Option1, Option2, Option3); null for an unused slot. */
export type OptionNames = (string | null)[];

/** Only the first row of a product has the names (Shopify Help, "Option1 name"). */
export function readOptionNames(reader: RowReader): OptionNames {
  const names = SLOTS.map(({ name }) => reader.read(name, parseName, null));
  SLOTS.forEach(({ name }, slot) => {
    const known = names.slice(0, slot).some((other) => other?.toLowerCase() === names[slot]?.toLowerCase());
    if (names[slot] != null && known) reader.refuse("the product has two options with this name", name);
  });
  return names;
}

/** A row's option values in the order of the product's names; a row that does not match the names is rejected. */
export function readOptionValues(reader: RowReader, names: OptionNames): Map<string, string> {
  const values = new Map<string, string>();
  SLOTS.forEach((slot, i) => {
    const name = names[i] ?? null;
    const repeated = reader.read(slot.name, parseName, name);
    if (name !== null && repeated?.toLowerCase() !== name.toLowerCase()) {
      reader.refuse(`this option is named "${name}" on the product's first row`, slot.name);
    }
    if (!reader.has(slot.value)) {
      if (name !== null) reader.refuse(`the value of the option "${name}" is missing`, slot.value);
      return;
    }
    const value = reader.read(slot.value, parseName, null);
    if (name === null)
      reader.refuse("an option value without an option name on the product's first row", slot.value);
    else if (value !== null) values.set(name, value);
  });
  return values;
}

/** Shopify writes the option Title with the only value "Default Title" for a product that has no options. */
const PLACEHOLDER = { name: "Title", value: "Default Title" };

/** Sets titles and options of the variants of a complete product. @returns the product's options */
export function settleOptions(names: OptionNames, variants: ImportedVariant[]): ImportedOption[] {
  const options = names
    .filter((name) => name !== null)
    .map((name) => ({ name, values: [...new Set(variants.map((variant) => variant.options[name] ?? ""))] }));
  const [only, ...others] = options;
  const hasNone =
    only === undefined ||
    (others.length === 0 &&
      only.name === PLACEHOLDER.name &&
      only.values.every((value) => value === PLACEHOLDER.value));
  for (const variant of variants) {
    if (hasNone) variant.options = {};
    variant.title = Object.values(variant.options).join(" / ") || "Default";
  }
  return hasNone ? [] : options;
}
