import { Op, type WhereOptions } from "sequelize";
import type { PageStart } from "../../lib/paging.js";
import { pageById } from "../system/pageById.js";
import { Role } from "./Role.js";
import { type LoadedUser, User } from "./User.js";

export type UserFilter = { q?: string | undefined; role?: string | undefined };

/** Open accounts, newest first. */
export async function listUsers(filter: UserFilter, limit: number, start: PageStart) {
  const include = [{ model: Role, required: true }];
  const { rows, next } = await pageById(User, whereOf(filter), { limit, start, include });
  return { rows: rows as LoadedUser[], next };
}

export const countUsers = (filter: UserFilter): Promise<number> => User.count({ where: whereOf(filter) });

function whereOf({ q, role }: UserFilter): WhereOptions {
  // The search text is not a pattern.
  const like = { [Op.iLike]: `%${(q ?? "").replace(/[\\%_]/g, "\\$&")}%` };
  const named = { [Op.or]: [{ email: like }, { username: like }, { firstName: like }, { lastName: like }] };
  return {
    [Op.and]: [{ anonymizedAt: null }, role === undefined ? {} : { role }, q ? named : {}],
  };
}
