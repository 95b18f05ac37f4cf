import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { clock } from "../../lib/clock.js";
import type { SessionLine } from "../../lib/payments/gateway.js";

export type TestSessionStatus = "open" | "paid" | "declined" | "abandoned" | "expired";

/** What the built-in test provider remembers. It stands for somebody else's database. */
@Table({ tableName: "test_payment_sessions", updatedAt: false })
export class TestPaymentSession extends Model<
  InferAttributes<TestPaymentSession>,
  InferCreationAttributes<TestPaymentSession>
> {
  @Column({ type: DataType.TEXT, primaryKey: true })
  declare id: string;

  @Column({ type: DataType.UUID, allowNull: false })
  declare paymentId: string;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare amount: number;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare orderNumber: string;

  @Column({ type: DataType.JSONB, allowNull: false })
  declare lines: SessionLine[];

  @Column({ type: DataType.TEXT, defaultValue: "open", allowNull: false })
  declare status: CreationOptional<TestSessionStatus>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare refundedAmount: CreationOptional<number>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare returnUrl: string;

  @Column({ type: DataType.DATE, allowNull: false })
  declare expiresAt: Date;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // predicates

  /** An open session ends by itself when its time is over, as a foreign provider's does. */
  get statusNow(): NonAttribute<TestSessionStatus> {
    return this.status === "open" && this.expiresAt <= clock.now() ? "expired" : this.status;
  }
}
