import { setTimeout as delay } from "node:timers/promises";
import { config } from "../../../config.js";
import { translateDatabaseError } from "../../../database/sqlState.js";
import { transaction } from "../../../database/transaction.js";
import { AppError, Unavailable } from "../../../errors.js";
import type { CategoryTree } from "./CategoryTree.js";
import { type ProductItem, type ProductPlan, refusal } from "./plan.js";
import { planProduct } from "./planProduct.js";
import type { Batch } from "./readBatches.js";
import { recordImport } from "./recordImport.js";
import { loadShopState } from "./shopState.js";
import { newTally, type Tally, tallyPlan, tallyRejected } from "./summary.js";
import { writePlans } from "./writePlans.js";

export type BatchContext = {
  file: string;
  tree: CategoryTree;
  /** Work everything out and write nothing. */
  pretend: boolean;
  /** What goes wrong with one product fails the whole instead of being refused alone. */
  whole: boolean;
};

/** A restart of the database, or its failover, is waited for: writing a batch twice does no harm. */
const PATIENCE_MS = 20_000;

/**
 * Writes a batch in one transaction. When the database refuses something in it, each product is tried in a
 * transaction of its own, so that only the one at fault is refused.
 */
export async function writeBatch(batch: Batch, context: BatchContext): Promise<Tally> {
  const { plans, categories } = await writeTogether(batch.products, context);
  const tally = newTally();
  tally.categories.created = categories;
  for (const item of batch.rejected) tallyRejected(tally, item);
  for (const plan of plans) tallyPlan(tally, plan);
  tally.rejections.sort((a, b) => a.line - b.line);
  return tally;
}

type Written = { plans: ProductPlan[]; categories: number };

async function writeTogether(items: ProductItem[], context: BatchContext): Promise<Written> {
  if (items.length === 0) return { plans: [], categories: 0 };
  try {
    return await patiently(() => attempt(items, context), context);
  } catch (error) {
    const reason = context.whole ? undefined : reasonOf(error);
    if (reason === undefined) throw error;
    if (items.length === 1)
      return { plans: items.map((item) => refused(item, reason, context)), categories: 0 };
    const parts: Written[] = [];
    for (const item of items) parts.push(await writeTogether([item], context));
    const categories = parts.reduce((sum, part) => sum + part.categories, 0);
    return { plans: parts.flatMap(({ plans }) => plans), categories };
  }
}

async function attempt(items: ProductItem[], { file, tree, pretend }: BatchContext): Promise<Written> {
  const paths = items.map(({ product }) => product.productCategory);
  let isAgain = false;
  const work = async (): Promise<Written> => {
    // The categories that it made were rolled back with everything else, be it by the very commit.
    if (isAgain) tree.reset();
    isAgain = true;
    await tree.ensure(paths, { pretend });
    const shop = await loadShopState(
      items.map(({ product }) => product),
      { hold: !pretend },
    );
    const plans = items.map((item) =>
      planProduct(item, shop, tree.find(item.product.productCategory) ?? null, {
        file,
        currency: config.currency,
      }),
    );
    const categories = tree.settle();
    if (!pretend) {
      await writePlans(plans, { actor: "import" });
      await recordImport(file, plans, categories);
    }
    return { plans, categories };
  };
  return pretend ? work() : transaction(work);
}

/** Runs `work` again while the database cannot be reached; a strict import's transaction is lost with it. */
async function patiently<T>(work: () => Promise<T>, { whole, tree }: BatchContext): Promise<T> {
  const started = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      tree.reset();
      const isPassing = translateDatabaseError(error)?.error instanceof Unavailable;
      if (whole || !isPassing || performance.now() - started > PATIENCE_MS) throw error;
      await delay(500);
    }
  }
}

/** Why the database refuses a product; undefined when the fault is not the product's. */
function reasonOf(error: unknown): string | undefined {
  const known = error instanceof AppError ? error : translateDatabaseError(error)?.error;
  if (known === undefined || known instanceof Unavailable) return undefined;
  const constraint = known.extras.constraint;
  const rule = typeof constraint === "string" ? ` (${constraint})` : "";
  return (known.errors?.[0]?.message ?? known.detail) + rule;
}

function refused(item: ProductItem, reason: string, { file }: BatchContext): ProductPlan {
  return { item, action: "refuse", refused: [refusal(item, file, { reason })], variants: { unchanged: 0 } };
}
