import { isLockTimeout } from "../../database/sqlState.js";
import { Busy } from "../../errors/system.js";

/** Translates a lock timeout into a conflict: another checkout holds the cart or its stock. Rethrows other errors. */
export const busyWhenLocked = (error: unknown): unknown =>
  isLockTimeout(error) ? new Busy({ headers: { "Retry-After": "1" } }) : error;
