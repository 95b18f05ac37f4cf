import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { StockItem } from "./StockItem.js";
import type { ReservationStatus } from "./vocabulary.js";
import { Order } from "../orders/Order.js";

/** A hold: stock that is reserved for an order. models/inventory/stockHolds.ts changes its status. */
@Table({ tableName: "stock_reservations" })
export class StockReservation extends Model<
  InferAttributes<StockReservation>,
  InferCreationAttributes<StockReservation>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Order)
  @Column({ type: DataType.UUID, allowNull: false })
  declare orderId: string;

  @ForeignKey(() => StockItem)
  @Column({ type: DataType.UUID, allowNull: false })
  declare variantId: string;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare quantity: number;

  @Column({ type: DataType.TEXT, defaultValue: "live", allowNull: false })
  declare status: CreationOptional<ReservationStatus>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare expiresAt: Date;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Order)
  declare order?: NonAttribute<Order>;

  @BelongsTo(() => StockItem)
  declare stock?: NonAttribute<StockItem>;

  // finders

  /** Whether an order has holds that are neither released nor returned. */
  static async existsFor(orderId: string): Promise<boolean> {
    return (await StockReservation.count({ where: { orderId, status: ["live", "claimed"] } })) > 0;
  }
}
