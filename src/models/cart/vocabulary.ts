/**
 * The result of a log-in for the guest's cart: all of its lines were added to the customer's cart, or those that fit, or
 * none because another request held it. Lines that were not added stay in the guest's cart for the next log-in.
 */
export const GUEST_CART_OUTCOMES = ["merged", "merged_in_part", "kept"] as const;
export type GuestCartOutcome = (typeof GUEST_CART_OUTCOMES)[number];
