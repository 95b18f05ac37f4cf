import { ShuttingDown, Unavailable } from "../../errors/system.js";
import type { Action } from "../../http/action.js";
import { lifecycle } from "../../lib/lifecycle.js";
import { ok } from "../../http/reply.js";
import type { NoInput } from "../../requests/system/system.js";
import { checkDatabase } from "../../services/system/checkDatabase.js";
import type { HealthView } from "../../views/system/health.js";

const RETRY = { headers: { "Retry-After": "2" } };

export const live: Action<typeof NoInput, typeof HealthView> = () => ok({ status: "live" });

export const ready: Action<typeof NoInput, typeof HealthView> = async () => {
  if (lifecycle.draining) throw new ShuttingDown(RETRY);
  if (!(await checkDatabase())) throw new Unavailable(RETRY);
  return ok({ status: "ready" });
};
