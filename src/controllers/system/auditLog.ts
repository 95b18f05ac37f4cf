import type { Action } from "../../http/action.js";
import { pageMeta, pageStart, totalOf } from "../../http/paging.js";
import { ok } from "../../http/reply.js";
import { countAudit, listAudit } from "../../models/system/auditList.js";
import type { ListAuditLog } from "../../requests/system/auditLog.js";
import { type AuditEntryListView, renderAuditEntry } from "../../views/system/auditEntry.js";

export const list: Action<typeof ListAuditLog, typeof AuditEntryListView> = async ({ query }) => {
  const { limit, page: _page, cursor: _cursor, ...filter } = query;
  const start = pageStart(query, "audit-log");
  const page = await listAudit(filter, limit, start);
  const total = await totalOf(start, page, () => countAudit(filter));
  return ok({ data: page.rows.map(renderAuditEntry), meta: pageMeta(query, "audit-log", page.next, total) });
};
