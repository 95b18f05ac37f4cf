import { positionEvents } from "../models/system/positionEvents.js";

/** Assigns positions in the feed to the events committed since the last run. */
export const positionNewEvents = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  positionEvents(stopping);
