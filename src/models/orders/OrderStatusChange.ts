import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { Order } from "./Order.js";
import type { OrderStatus } from "./vocabulary.js";

/** A change of an order's status, with its actor and time. The first one has no `fromStatus`. */
@Table({ tableName: "order_status_changes", updatedAt: false })
export class OrderStatusChange extends Model<
  InferAttributes<OrderStatusChange>,
  InferCreationAttributes<OrderStatusChange>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Order)
  @Column({ type: DataType.UUID, allowNull: false })
  declare orderId: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare fromStatus: CreationOptional<OrderStatus | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare status: OrderStatus;

  /** `system`, `customer`, `guest`, `admin:<user id>` or `api_key:<id>`. */
  @Column({ type: DataType.TEXT, allowNull: false })
  declare actor: string;

  /** Visible to the customer. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare note: CreationOptional<string | null>;

  /** Visible to staff only. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare internalNote: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Order)
  declare order?: NonAttribute<Order>;
}
