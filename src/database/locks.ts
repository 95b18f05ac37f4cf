import { Transaction } from "sequelize";

/**
 * The row lock of writers that change no key. FOR UPDATE would also make inserts wait that only point at the row
 * (a cart line at its variant), and so close circles between those who wait.
 */
export const WITHOUT_KEY = Transaction.LOCK.NO_KEY_UPDATE;
