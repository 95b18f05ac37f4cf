import { isTransient, translateDatabaseError } from "../../../database/sqlState.js";
import { transaction } from "../../../database/transaction.js";
import { AppError } from "../../../errors/defineError.js";
import { ConstraintViolated } from "../../../errors/system.js";
import { writeProducts } from "../products/writeProducts.js";
import type { CategoryTree } from "./CategoryTree.js";
import { type ProductItem, type ProductPlan, refusal } from "./plan.js";
import { loadShopState } from "./loadShopState.js";
import { patiently, type Patience } from "./patiently.js";
import { planImport } from "./planImport.js";
import type { Batch } from "./readBatches.js";
import { recordImport } from "./recordImport.js";
import { type Tally, tallyPlan, tallyRejected } from "./summary.js";

export type BatchContext = Patience & {
  file: string;
  tree: CategoryTree;
  /** Plans everything and writes nothing. */
  pretend: boolean;
  /** An error in one product fails the whole batch instead of that product. */
  whole: boolean;
  /** Keeps the stock on hand of existing variants. */
  keepStock: boolean;
};

/**
 * Writes a batch in one transaction. When the database refuses a row, retries each product in its own transaction, so
 * that only the faulty product is refused.
 * @param tally counts the written rows; correct even when this throws
 */
export async function writeBatch(batch: Batch, context: BatchContext, tally: Tally): Promise<void> {
  await writeTogether(batch.products, context, tally);
  for (const item of batch.rejected) tallyRejected(tally, item);
  tally.rejections.sort((a, b) => a.line - b.line);
}

type Written = { plans: ProductPlan[]; categories: number };

async function writeTogether(items: ProductItem[], context: BatchContext, tally: Tally): Promise<void> {
  if (items.length === 0) return;
  try {
    const { plans, categories } = await patiently(() => attemptCleanly(items, context), context);
    tally.categories.created += categories;
    for (const plan of plans) tallyPlan(tally, plan);
  } catch (error) {
    const reason = context.whole ? undefined : reasonOf(error);
    if (reason === undefined) throw error;
    if (items.length === 1) for (const item of items) tallyPlan(tally, refused(item, reason, context));
    else for (const item of items) await writeTogether([item], context, tally);
  }
}

/** A failed attempt also rolls back the categories that it created. */
async function attemptCleanly(items: ProductItem[], context: BatchContext): Promise<Written> {
  try {
    return await attempt(items, context);
  } catch (error) {
    context.tree.reset();
    throw error;
  }
}

async function attempt(
  items: ProductItem[],
  { file, tree, pretend, keepStock }: BatchContext,
): Promise<Written> {
  const paths = items.map(({ product }) => product.productCategory);
  let isAgain = false;
  const work = async (): Promise<Written> => {
    // transaction() may also retry this.
    if (isAgain) tree.reset();
    isAgain = true;
    await tree.ensure(paths, { pretend });
    const shop = await loadShopState(
      items.map(({ product }) => product),
      { hold: !pretend },
    );
    const plans = items.map((item) =>
      planImport(item, shop, tree.find(item.product.productCategory) ?? null, { file, keepStock }),
    );
    const categories = tree.settle();
    if (!pretend) {
      const changes = plans.flatMap((plan) => plan.changes ?? []);
      await writeProducts(changes, { actor: "import", stockReason: "import" });
      await recordImport(file, plans, categories);
    }
    return { plans, categories };
  };
  return pretend ? work() : transaction(work);
}

/** The reason why the database refused a product; undefined when the product is not the cause. */
function reasonOf(error: unknown): string | undefined {
  const known = error instanceof AppError ? error : translateDatabaseError(error)?.error;
  if (known === undefined || isTransient(error)) return undefined;
  const rule =
    known instanceof ConstraintViolated && known.extras.constraint ? ` (${known.extras.constraint})` : "";
  return (known.errors?.[0]?.message ?? known.detail) + rule;
}

function refused(item: ProductItem, reason: string, { file }: BatchContext): ProductPlan {
  return { item, action: "refuse", refused: [refusal(item, file, { reason })], changes: null };
}
