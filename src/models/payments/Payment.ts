import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import { clock } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import { type Money, money } from "../../lib/money/money.js";
import type { OpenedSession, SessionStatus } from "../../lib/payments/gateway.js";
import { Order } from "../orders/Order.js";
import type { OrderItem } from "../orders/OrderItem.js";
import type { MoneyStatus, PaymentStatus } from "./vocabulary.js";

/** The final statuses of a payment that received no money. */
export type Failure = Exclude<SessionStatus, "open" | "paid">;

export type PaymentWithOrder = Payment & { order: Order & { items: OrderItem[] } };

/** An attempt to pay an order through a provider. */
@Table({ tableName: "payments" })
export class Payment extends Model<InferAttributes<Payment>, InferCreationAttributes<Payment>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Order)
  @Column({ type: DataType.UUID, allowNull: false })
  declare orderId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare provider: string;

  /** The provider's id of the session; null until the session is open. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare providerSessionId: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare redirectUrl: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare attempt: number;

  @Column({ type: DataType.TEXT, defaultValue: "pending", allowNull: false })
  declare status: CreationOptional<PaymentStatus>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare amount: number;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare capturedAmount: CreationOptional<number>;

  /** The currency of the money received; null until then. */
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

  // associations

  @BelongsTo(() => Order)
  declare order?: NonAttribute<Order>;

  // finders

  /** Locks the payment until the transaction ends. @throws NotFound */
  static async lockById(id: string): Promise<Payment> {
    const payment = await Payment.findByPk(id, { lock: true });
    if (!payment) throw new NotFound();
    return payment;
  }

  /** The payment with its order and the order's lines, in one query. @throws NotFound */
  static async loadWithOrder(id: string): Promise<PaymentWithOrder> {
    const payment = await Payment.findByPk(id, {
      include: [{ association: "order", required: true, include: ["items"] }],
      order: [["order", "items", "position", "ASC"]],
    });
    if (!payment) throw new NotFound();
    return payment as PaymentWithOrder;
  }

  /** The payment of a provider's session; null if there is none. */
  static ofSession(provider: string, providerSessionId: string): Promise<Payment | null> {
    return Payment.findOne({ where: { provider, providerSessionId } });
  }

  /** All payments of an order, oldest first; locked until the transaction ends if `lock` is set. */
  static attemptsAt(orderId: string, { lock = false } = {}): Promise<Payment[]> {
    return Payment.findAll({ where: { orderId }, order: [["attempt", "ASC"]], lock });
  }

  /** The payment that an order was placed with. */
  static firstOf(orderId: string): Promise<Payment> {
    return Payment.findOne({ where: { orderId, attempt: 1 }, rejectOnEmpty: true });
  }

  /**
   * A payment of a locked order and the order's other payments, all locked until the transaction ends.
   * @throws Error if the payment belongs to another order
   */
  static async lockAttempts(orderId: string, id: string): Promise<{ payment: Payment; others: Payment[] }> {
    const attempts = await Payment.attemptsAt(orderId, { lock: true });
    const payment = attempts.find((attempt) => attempt.id === id);
    if (!payment) throw new Error(`payment ${id} is not of order ${orderId}`);
    return { payment, others: attempts.filter((attempt) => attempt !== payment) };
  }

  /** The pending payments of an order that have expired. */
  static overdue(orderId: string): Promise<Payment[]> {
    return Payment.findAll({ where: { orderId, status: "pending", expiresAt: { [Op.lte]: clock.now() } } });
  }

  /** Whether an order has a pending payment. */
  static async isOpenFor(orderId: string): Promise<boolean> {
    return (await Payment.count({ where: { orderId, status: "pending" } })) > 0;
  }

  // predicates

  get isPending(): NonAttribute<boolean> {
    return this.status === "pending";
  }

  /** Whether it paid the order. */
  get isCaptured(): NonAttribute<boolean> {
    return this.status === "captured";
  }

  /** Whether its session may still be open at the provider: the last report of the provider may be out of date. */
  get isEndable(): NonAttribute<boolean> {
    return this.isPending || this.status === "failed" || this.status === "abandoned";
  }

  /** Whether received money is recorded; after that, only a refund is possible. */
  get isSettled(): NonAttribute<boolean> {
    return this.capturedAt !== null;
  }

  /** Whether the provider holds no money for it: none was received, or all was refunded. */
  get isRefunded(): NonAttribute<boolean> {
    return this.refundedAmount === this.capturedAmount;
  }

  get isExpired(): NonAttribute<boolean> {
    return this.expiresAt <= clock.now();
  }

  /** The amount due. */
  get total(): NonAttribute<Money> {
    return money(this.amount, this.currency);
  }

  /** The amount received; null until then. */
  get captured(): NonAttribute<Money | null> {
    return this.capturedCurrency === null ? null : money(this.capturedAmount, this.capturedCurrency);
  }

  /** Whether this is the amount due, in its currency. */
  asksFor({ amount, currency }: Money): boolean {
    return this.amount === amount && this.currency === currency;
  }

  // verbs

  /** Records the session and the URL of its payment page, regardless of the payment's status. @throws NotFound */
  static async recordSession(id: string, { sessionId, redirectUrl }: OpenedSession): Promise<Payment> {
    const changes = { providerSessionId: sessionId, redirectUrl };
    const [, [payment]] = await Payment.update(changes, { where: { id }, returning: true });
    if (!payment) throw new NotFound();
    return payment;
  }

  /** Records the money received. */
  async capture({ amount, currency }: Money, status: MoneyStatus = "captured"): Promise<void> {
    await this.update({
      status,
      capturedAmount: amount,
      capturedCurrency: currency,
      capturedAt: clock.now(),
    });
  }

  /** Ends the payment without money. */
  async fail(reason: Failure): Promise<void> {
    await this.update({ status: reason === "declined" ? "failed" : reason });
  }

  /** Records a full refund. */
  async recordRefund(): Promise<void> {
    await this.update({ refundedAmount: this.capturedAmount, refundedAt: clock.now() });
  }
}
