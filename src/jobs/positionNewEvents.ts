import { positionEvents } from "../models/system/positionEvents.js";

/** Gives events that were committed since the last run their position in the feed. */
export const positionNewEvents = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  positionEvents(stopping);
