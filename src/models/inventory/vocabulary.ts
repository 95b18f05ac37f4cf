/** Why the stock of a variant changed. */
export const MOVEMENT_REASONS = ["initial", "import", "adjustment", "sale", "cancellation"] as const;
export type MovementReason = (typeof MOVEMENT_REASONS)[number];

/** live → claimed (sold) → returned, or live → released. */
export const RESERVATION_STATUSES = ["live", "claimed", "released", "returned"] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];
