import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { StockItem } from "./StockItem.js";
import type { MovementReason } from "./vocabulary.js";

/** An entry of the stock ledger: `onHand` of a stock item is the sum of its movements. */
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

  /** The reason for an adjustment, in the words of the staff. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare note: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => StockItem)
  declare stock?: NonAttribute<StockItem>;
}
