import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { Order } from "../orders/Order.js";

export type PaymentAttemptStatus = "pending" | "captured" | "failed" | "abandoned" | "expired";

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
}
