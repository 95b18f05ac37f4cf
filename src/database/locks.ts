import { Transaction } from "sequelize";

/**
 * The row lock of writers that change no key. FOR UPDATE would also block inserts that only reference the row (a cart
 * line its variant), and so cause deadlocks.
 */
export const WITHOUT_KEY = Transaction.LOCK.NO_KEY_UPDATE;
