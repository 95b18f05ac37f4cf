import { Transaction } from "sequelize";

/**
 * The row lock of writers that change no key. FOR UPDATE would also block inserts that only refer to the row (a cart line
 * to its variant), and so cause deadlocks.
 */
export const WITHOUT_KEY = Transaction.LOCK.NO_KEY_UPDATE;
