import { LastVariant } from "../../../errors/catalog.js";
import { NotFound } from "../../../errors/system.js";
import type { Product } from "../../../models/catalog/Product.js";
import type { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { catalogChanged } from "../../../models/catalog/shortMemory.js";
import { changeVariants } from "./changeVariants.js";
import type { WriteContext } from "../products/newProduct.js";
import type { VariantChange } from "../products/productChanges.js";

const pathOf = (_at: number, field: string) => field;
const same = ({ id }: ProductVariant): VariantChange => ({ id });

type Wish = (current: ProductVariant[]) => VariantChange[];
async function change(product: Product, wanted: Wish, context: WriteContext): Promise<void> {
  await changeVariants(product, { wanted, pathOf }, context);
  await product.save({ fields: ["options"] });
  catalogChanged();
}

/** Adds a variant behind the others; a value that its option does not have yet is added to the option. */
export const addVariant = (product: Product, variant: VariantChange, context: WriteContext): Promise<void> =>
  change(product, (current) => [...current.map(same), variant], context);

/** @throws NotFound when the product has no such variant any more */
export const updateVariant = (
  product: Product,
  id: string,
  fields: VariantChange,
  context: WriteContext,
): Promise<void> => {
  const wanted: Wish = (current) => {
    if (!current.some((variant) => variant.id === id)) throw new NotFound();
    return current.map((variant) => (variant.id === id ? { ...fields, id } : { id: variant.id }));
  };
  return change(product, wanted, context);
};

/** @throws NotFound, LastVariant */
export const deleteVariant = (product: Product, id: string, context: WriteContext): Promise<void> => {
  const wanted: Wish = (current) => {
    const others = current.filter((variant) => variant.id !== id);
    if (others.length === current.length) throw new NotFound();
    if (others.length === 0) throw new LastVariant();
    return others.map(same);
  };
  return change(product, wanted, context);
};
