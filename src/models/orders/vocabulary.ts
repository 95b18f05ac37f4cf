/** The statuses of an order; LEGAL_MOVES defines their sequence. */
export const ORDER_STATUSES = ["pending", "processing", "shipped", "delivered", "cancelled"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** The statuses that an order can change to. The CHECK on order_status_changes enforces them, too. */
export const LEGAL_MOVES: Record<OrderStatus, readonly OrderStatus[]> = {
  pending: ["processing", "cancelled"],
  processing: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
};

/** The combined result of an order's payments and refunds. */
export const ORDER_PAYMENT_STATUSES = ["unpaid", "paid", "failed", "partially_refunded", "refunded"] as const;
export type OrderPaymentStatus = (typeof ORDER_PAYMENT_STATUSES)[number];

/** Why staff must review an order. `paid_twice` is historical: a second payment is refunded automatically now. */
export const HELD_REASONS = ["amount_mismatch", "paid_twice", "paid_without_stock"] as const;
export type HeldReason = (typeof HELD_REASONS)[number];
