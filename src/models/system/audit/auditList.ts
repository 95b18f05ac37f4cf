import { Op, type WhereOptions } from "sequelize";
import type { PageStart } from "../../../lib/paging.js";
import { AuditEntry } from "../AuditEntry.js";
import { pageById } from "../pageById.js";

export type AuditFilter = Partial<Record<"actor" | "action" | "target", string>> & { from?: Date; to?: Date };

/** The audit log, newest first. */
export const listAudit = (filter: AuditFilter, limit: number, start: PageStart) =>
  pageById(AuditEntry, whereOf(filter), { limit, start });

export const countAudit = (filter: AuditFilter): Promise<number> =>
  AuditEntry.count({ where: whereOf(filter) });

function whereOf({ actor, action, target, from, to }: AuditFilter): WhereOptions {
  const beginning = action?.endsWith(".*") ? action.slice(0, -1).replace(/[\\%_]/g, "\\$&") : undefined;
  const nameless = actor === "system" || actor === "guest";
  return {
    ...(actor !== undefined && (nameless ? { actorType: actor } : { actorId: actor })),
    ...(action !== undefined && {
      action: beginning === undefined ? action : { [Op.like]: `${beginning}%` },
    }),
    ...(target !== undefined && { targetId: target }),
    ...((from ?? to) && {
      recordedAt: { ...(from && { [Op.gte]: from }), ...(to && { [Op.lt]: to }) },
    }),
  };
}
