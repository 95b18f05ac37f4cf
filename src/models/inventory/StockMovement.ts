import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { StockItem } from "./StockItem.js";
import type { MovementReason } from "./vocabulary.js";

/** The ledger: a stock item's onHand is the sum of its movements. */
@Table({ tableName: "stock_movements", updatedAt: false })
export class StockMovement extends Model<
  InferAttributes<StockMovement>,
  InferCreationAttributes<StockMovement>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => StockItem)
  @Column({ type: DataType.UUID, allowNull: false })
  declare variantId: string;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare delta: number;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare reason: MovementReason;

  @Column({ type: DataType.UUID, allowNull: true })
  declare orderId: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare actor: CreationOptional<string | null>;

  /** What a person says about an adjustment. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare note: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;
}
