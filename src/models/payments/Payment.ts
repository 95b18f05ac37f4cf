import { Op } from "sequelize";
import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { clock } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import { Order } from "../orders/Order.js";

/**
 * `captured`, `duplicate` and `mismatched` hold money: what the order was paid with, what came although it had been paid,
 * and what came in another amount or currency. The others hold none.
 */
export const PAYMENT_STATUSES = [
  "pending",
  "captured",
  "duplicate",
  "mismatched",
  "failed",
  "abandoned",
  "expired",
] as const;
export type PaymentAttemptStatus = (typeof PAYMENT_STATUSES)[number];

/** One attempt to be paid for an order, through one provider. */
@Table({ tableName: "payments" })
export class Payment extends Model<InferAttributes<Payment>, InferCreationAttributes<Payment>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Order)
  @Column({ type: DataType.UUID, allowNull: false })
  declare orderId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare provider: string;

  /** The provider's name for its session; null until it has been opened. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare providerSessionId: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare redirectUrl: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare attempt: number;

  @Column({ type: DataType.TEXT, defaultValue: "pending", allowNull: false })
  declare status: CreationOptional<PaymentAttemptStatus>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare amount: number;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare capturedAmount: CreationOptional<number>;

  /** In which currency the money came; null until it came. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare capturedCurrency: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare refundedAmount: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare expiresAt: Date;

  @Column({ type: DataType.DATE, allowNull: true })
  declare capturedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare refundedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // finders and predicates

  /** All attempts at an order, the oldest first; locked until the transaction ends if asked for. */
  static attemptsAt(orderId: string, { lock = false } = {}): Promise<Payment[]> {
    return Payment.findAll({ where: { orderId }, order: [["attempt", "ASC"]], lock });
  }

  /**
   * One attempt at a locked order and the others, all locked until the transaction ends.
   * @throws Error when it is not an attempt at this order
   */
  static async lockAttempts(orderId: string, id: string): Promise<{ payment: Payment; others: Payment[] }> {
    const attempts = await Payment.attemptsAt(orderId, { lock: true });
    const payment = attempts.find((attempt) => attempt.id === id);
    if (!payment) throw new Error(`payment ${id} is not of order ${orderId}`);
    return { payment, others: attempts.filter((attempt) => attempt !== payment) };
  }

  /** Those of an order that nobody made in time and that are not given up yet. */
  static overdue(orderId: string): Promise<Payment[]> {
    return Payment.findAll({ where: { orderId, status: "pending", expiresAt: { [Op.lte]: clock.now() } } });
  }

  /** Its session may still be open at the provider, whatever was heard of it so far. */
  get isEndable(): NonAttribute<boolean> {
    return ["pending", "failed", "abandoned"].includes(this.status);
  }

  /** Money came, and is accounted for: nothing but a refund can follow. */
  get isSettled(): NonAttribute<boolean> {
    return this.capturedAt !== null;
  }

  get isRefunded(): NonAttribute<boolean> {
    return this.refundedAmount === this.capturedAmount;
  }
}
