import { POSITION_BATCH, positionEvents } from "../models/system/eventStatements.js";

/** Gives new events their position in the feed. It goes on while there are whole batches of them. */
export async function positionNewEvents(_payload: unknown, stopping: AbortSignal): Promise<void> {
  while ((await positionEvents()).length === POSITION_BATCH && !stopping.aborted);
}
