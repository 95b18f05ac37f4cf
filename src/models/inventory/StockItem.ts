import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { ProductVariant } from "../catalog/ProductVariant.js";

/** How much there is of a variant. Change it by conditional UPDATE only (services/inventory), never by read, add and save. */
@Table({ tableName: "stock_items", createdAt: false })
export class StockItem extends Model<InferAttributes<StockItem>, InferCreationAttributes<StockItem>> {
  @ForeignKey(() => ProductVariant)
  @Column({ type: DataType.UUID, primaryKey: true })
  declare variantId: string;

  /** Not tracked: sold without counting. */
  @Column({ type: DataType.BOOLEAN, defaultValue: true, allowNull: false })
  declare tracked: CreationOptional<boolean>;

  /** Counted, and sold below zero. */
  @Column({ type: DataType.BOOLEAN, defaultValue: false, allowNull: false })
  declare backorder: CreationOptional<boolean>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare onHand: CreationOptional<number>;

  /** Promised to unpaid orders; available = onHand - reserved. */
  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare reserved: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;
}
