/** Limits of a cart. They bound the work of a checkout. */

/** Lines of one cart. The database enforces the same limit by cart_items_lines_check. */
export const MAX_CART_LINES = 200;

/** Pieces of one line. The database enforces the same limit by cart_items_quantity_check. */
export const MAX_LINE_QUANTITY = 9999;

/**
 * The result of a login for the guest's cart: all of its lines were added to the customer's cart, or those that fit, or
 * none because another request held it. Lines that were not added stay in the guest's cart for the next login.
 */
export const GUEST_CART_OUTCOMES = ["merged", "merged_in_part", "kept"] as const;
export type GuestCartOutcome = (typeof GUEST_CART_OUTCOMES)[number];
