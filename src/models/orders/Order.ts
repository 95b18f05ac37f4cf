import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  literal,
  type NonAttribute,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, HasMany, Model, Table } from "sequelize-typescript";
import { IllegalTransition } from "../../errors/orders.js";
import { NotFound } from "../../errors/system.js";
import type { Address } from "../../lib/address.js";
import { newId } from "../../lib/ids.js";
import { Cart } from "../cart/Cart.js";
import { User } from "../identity/User.js";
import { Payment } from "../payments/Payment.js";
import { OrderItem } from "./OrderItem.js";
import { OrderStatusChange } from "./OrderStatusChange.js";
import { type HeldReason, LEGAL_MOVES, type OrderPaymentStatus, type OrderStatus } from "./vocabulary.js";

/**
 * A purchase. Its lines, prices and addresses are copies: later changes to the cart and the catalogue do not affect it.
 * services/orders/moveOrder.ts changes `status`, with the history and the stock.
 */
@Table({ tableName: "orders", createdAt: false })
export class Order extends Model<InferAttributes<Order>, InferCreationAttributes<Order>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  /** CW-1001, from a database sequence. */
  @Column({
    type: DataType.TEXT,
    defaultValue: literal("'CW-' || nextval('orders_number_seq')"),
    allowNull: false,
  })
  declare number: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: true })
  declare userId: CreationOptional<string | null>;

  @ForeignKey(() => Cart)
  @Column({ type: DataType.UUID, allowNull: false })
  declare cartId: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare accessTokenHash: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare email: string;

  @Column({ type: DataType.TEXT, defaultValue: "pending", allowNull: false })
  declare status: CreationOptional<OrderStatus>;

  @Column({ type: DataType.TEXT, defaultValue: "unpaid", allowNull: false })
  declare paymentStatus: CreationOptional<OrderPaymentStatus>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare subtotalAmount: number;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare discountAmount: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare shippingAmount: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare taxAmount: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare totalAmount: number;

  @Column({ type: DataType.JSONB, allowNull: false })
  declare shippingAddress: Address;

  @Column({ type: DataType.JSONB, allowNull: false })
  declare billingAddress: Address;

  @Column({ type: DataType.JSONB, allowNull: true })
  declare shippingOption: CreationOptional<{ id: string; name: string } | null>;

  /** Whether it needs a shipping option. False only for orders placed before this rule. */
  @Column({ type: DataType.BOOLEAN, defaultValue: true, allowNull: false })
  declare requiresShipping: CreationOptional<boolean>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare note: CreationOptional<string | null>;

  /** Why staff must review it; null when the order is not held. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare heldReason: CreationOptional<HeldReason | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, defaultValue: DataType.NOW, allowNull: false })
  declare placedAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User | null>;

  @BelongsTo(() => Cart)
  declare cart?: NonAttribute<Cart>;

  @HasMany(() => OrderItem)
  declare items?: NonAttribute<OrderItem[]>;

  @HasMany(() => Payment)
  declare payments?: NonAttribute<Payment[]>;

  @HasMany(() => OrderStatusChange)
  declare statusChanges?: NonAttribute<OrderStatusChange[]>;

  // finders

  /** Locks the order until the transaction ends. @throws NotFound */
  static async lockById(id: string): Promise<Order> {
    const order = await Order.findByPk(id, { lock: true });
    if (!order) throw new NotFound();
    return order;
  }

  // predicates

  get isPending(): NonAttribute<boolean> {
    return this.status === "pending";
  }

  get isCancelled(): NonAttribute<boolean> {
    return this.status === "cancelled";
  }

  /** Whether staff must review it before processing. */
  get isHeld(): NonAttribute<boolean> {
    return this.heldReason !== null;
  }

  /** Whether no payment has paid it and the newest one has not failed. */
  get isUnpaid(): NonAttribute<boolean> {
    return this.paymentStatus === "unpaid";
  }

  /** Whether a payment can be made for it. */
  get isPayable(): NonAttribute<boolean> {
    return this.isPending && !this.isHeld && (this.isUnpaid || this.paymentStatus === "failed");
  }

  /** @throws IllegalTransition with `from`, `to` and `allowed` */
  assertCanMoveTo(to: OrderStatus): void {
    const from: OrderStatus = this.status;
    const allowed = LEGAL_MOVES[from];
    if (!allowed.includes(to)) throw new IllegalTransition({ from, to, allowed });
  }

  // verbs

  /** Holds the order for review by staff. */
  async hold(reason: HeldReason): Promise<void> {
    await this.update({ heldReason: reason });
  }

  async clearHold(): Promise<void> {
    await this.update({ heldReason: null });
  }
}
