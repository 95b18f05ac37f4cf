import { z } from "zod";
import { wholeList } from "../../lib/paging.js";
import { Id, listOf } from "../../lib/schemas.js";
import type { CategoryRow } from "../../models/catalog/categories/categoryTree.js";

export const categoryFields = {
  id: Id,
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  position: z.int(),
  productCount: z.int().describe("Products on sale, those of its descendants included."),
};
type Fields = Pick<CategoryRow, keyof typeof categoryFields>;
type Node = Fields & { children: Node[] };

export const CategoryNode: z.ZodType<Node> = z
  .strictObject({
    ...categoryFields,
    get children() {
      return z.array(CategoryNode);
    },
  })
  .meta({ id: "CategoryNode" });
export const CategoryTreeView = listOf(CategoryNode, "CategoryTree");
export const CategoryView = z
  .strictObject({
    ...categoryFields,
    path: z
      .array(z.strictObject({ id: Id, slug: z.string(), name: z.string() }))
      .describe("Its ancestors, from the root down."),
    children: z.array(CategoryNode),
  })
  .meta({ id: "Category" });

export const renderCategoryFields = ({
  id,
  slug,
  name,
  description,
  position,
  productCount,
}: CategoryRow): Fields => ({
  id,
  slug,
  name,
  description,
  position,
  productCount,
});

/** The categories below one (null: the roots) as a tree. */
function nodesBelow(parentId: string | null, rows: CategoryRow[]): Node[] {
  const byParent = new Map<string | null, CategoryRow[]>();
  for (const row of rows) byParent.set(row.parentId, [...(byParent.get(row.parentId) ?? []), row]);
  const below = (id: string | null): Node[] =>
    (byParent.get(id) ?? []).map((row) => ({ ...renderCategoryFields(row), children: below(row.id) }));
  return below(parentId);
}

export const renderCategoryTree = (rows: CategoryRow[]): z.input<typeof CategoryTreeView> =>
  wholeList(nodesBelow(null, rows));

export function renderCategory(row: CategoryRow, rows: CategoryRow[]): z.input<typeof CategoryView> {
  const byId = new Map(rows.map((other) => [other.id, other]));
  const path = [];
  for (let up = byId.get(row.parentId ?? ""); up; up = byId.get(up.parentId ?? "")) path.unshift(up);
  return {
    ...renderCategoryFields(row),
    path: path.map(({ id, slug, name }) => ({ id, slug, name })),
    children: nodesBelow(row.id, rows),
  };
}
