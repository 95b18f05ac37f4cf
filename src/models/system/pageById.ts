import { type Includeable, type Model, type ModelStatic, Op, type WhereOptions } from "sequelize";
import type { PageStart } from "../../lib/paging.js";

/** A page of rows, newest first. Their ids must sort by creation time (UUIDv7, a counter). */
export async function pageById<M extends Model & { id: string }>(
  model: ModelStatic<M>,
  where: WhereOptions,
  { limit, start, include = [] }: { limit: number; start: PageStart; include?: Includeable[] },
): Promise<{ rows: M[]; next: [string] | null }> {
  const after = "after" in start ? start.after?.[0] : undefined;
  const found = await model.findAll({
    where: { [Op.and]: [where, after === undefined ? {} : { id: { [Op.lt]: after } }] } as WhereOptions,
    order: [["id", "DESC"]],
    limit: limit + 1,
    offset: "offset" in start ? start.offset : 0,
    include,
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last && found.length > limit ? [last.id] : null };
}
