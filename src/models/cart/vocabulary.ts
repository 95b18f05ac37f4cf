/** Limits of a cart. They bound the work of a checkout. */

/** Lines of one cart. The database enforces the same limit by cart_items_lines_check. */
export const MAX_CART_LINES = 200;

/** Pieces of one line. The database enforces the same limit by cart_items_quantity_check. */
export const MAX_LINE_QUANTITY = 9999;
