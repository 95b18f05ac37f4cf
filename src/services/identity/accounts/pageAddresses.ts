import { pageMeta, pageStart, totalOf } from "../../../http/paging.js";
import { UserAddress } from "../../../models/identity/UserAddress.js";

type PageQuery = { limit: number; page?: number; cursor?: string };
const ORDER = "addresses:oldest";

/** A page of the user's address book, the oldest first. */
export async function pageAddresses(userId: string, query: PageQuery) {
  const { limit } = query;
  const start = pageStart(query, ORDER);
  const byPage = "offset" in start;
  const after = byPage ? null : ((start.after?.[0] ?? null) as string | null);
  const found = await UserAddress.page(userId, { after, offset: byPage ? start.offset : 0, limit });
  const rows = found.slice(0, limit);
  const next = found.length > limit ? [rows.at(-1)?.id ?? null] : null;
  const total = await totalOf(start, { rows, next }, () => UserAddress.count({ where: { userId } }));
  return { rows, meta: pageMeta(query, ORDER, next, total) };
}
