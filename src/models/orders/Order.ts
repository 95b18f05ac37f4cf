import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { literal } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import { newId } from "../../lib/ids.js";
import type { Address } from "../../lib/address.js";
import { Cart } from "../cart/Cart.js";
import { User } from "../identity/User.js";

export type OrderStatus = "pending" | "processing" | "shipped" | "delivered" | "cancelled";
export type PaymentStatus = "unpaid" | "paid" | "failed" | "partially_refunded" | "refunded";

/** Why an order waits for a person. `paid_twice` is of the past: a second payment is refunded by itself now. */
export const HELD_REASONS = ["amount_mismatch", "paid_twice", "paid_without_stock"] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** What was bought, copied at the moment of truth. `status` moves along services/orders/orderStatus.ts only. */
@Table({ tableName: "orders", createdAt: false })
export class Order extends Model<InferAttributes<Order>, InferCreationAttributes<Order>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  /** For people: CW-1001. The database counts. */
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
  declare paymentStatus: CreationOptional<PaymentStatus>;

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

  /** Whether it needs an option. Every order does; false only for orders from before this was a rule. */
  @Column({ type: DataType.BOOLEAN, defaultValue: true, allowNull: false })
  declare requiresShipping: CreationOptional<boolean>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare note: CreationOptional<string | null>;

  /** Why a person has to look at it: money that matches neither goods nor amount. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare heldReason: CreationOptional<HeldReason | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, defaultValue: DataType.NOW, allowNull: false })
  declare placedAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // finders

  /** The order, locked until the transaction ends. @throws NotFound */
  static async lockById(id: string): Promise<Order> {
    const order = await Order.findByPk(id, { lock: true });
    if (!order) throw new NotFound();
    return order;
  }
}
