import {
  type CreationOptional,
  type CreationAttributes,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
} from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { clock } from "../../lib/clock.js";
import type { SessionLine, SessionOutcome, SessionStatus } from "../../lib/payments/gateway.js";

/** The storage of the built-in test provider. It represents the database of an external provider. */
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
  declare status: CreationOptional<SessionStatus>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare refundedAmount: CreationOptional<number>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare returnUrl: string;

  @Column({ type: DataType.DATE, allowNull: false })
  declare expiresAt: Date;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // predicates

  /** An open session expires without a write, as with external providers. */
  get statusNow(): NonAttribute<SessionStatus> {
    return this.status === "open" && this.expiresAt <= clock.now() ? "expired" : this.status;
  }

  // verbs: conditional writes, which are idempotent and need no lock

  /** Opens a session. Does nothing if the session exists. */
  static async open(session: CreationAttributes<TestPaymentSession>): Promise<void> {
    await TestPaymentSession.bulkCreate([session], { ignoreDuplicates: true });
  }

  /** Sets the outcome of a session. @returns false if the session is not open or has expired */
  static async decide(id: string, status: SessionOutcome): Promise<boolean> {
    const open = { id, status: "open", expiresAt: { [Op.gt]: clock.now() } } as const;
    const [changed] = await TestPaymentSession.update({ status }, { where: open });
    return changed === 1;
  }

  /** Ends an open session. */
  static async expire(id: string): Promise<void> {
    await TestPaymentSession.update({ status: "expired" }, { where: { id, status: "open" } });
  }

  /** Refunds a paid session. Idempotent: the amount is set, not added. */
  static async refund(id: string, amount: number): Promise<void> {
    await TestPaymentSession.update({ refundedAmount: amount }, { where: { id, status: "paid" } });
  }
}
