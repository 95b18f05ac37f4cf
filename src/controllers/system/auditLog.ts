import type { Action } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { ok } from "../../http/reply.js";
import { countAudit, listAudit } from "../../models/system/audit/auditList.js";
import type { ListAuditLog } from "../../requests/system/auditLog.js";
import { type AuditEntryListView, renderAuditEntry } from "../../views/system/auditEntry.js";

export const list: Action<typeof ListAuditLog, typeof AuditEntryListView> = async ({ query }) => {
  const { limit: _limit, page: _page, cursor: _cursor, ...filter } = query;
  const page = await pageOf(query, "audit-log", {
    rows: (start, limit) => listAudit(filter, limit, start),
    count: () => countAudit(filter),
    render: renderAuditEntry,
  });
  return ok(page);
};
