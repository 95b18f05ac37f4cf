import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Transaction,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, HasMany, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import { ProductVariant } from "../catalog/ProductVariant.js";
import { StockMovement } from "./StockMovement.js";
import { StockReservation } from "./StockReservation.js";

/**
 * The stock of a variant. Only changeStock.ts and stockHolds.ts change `onHand` and `reserved`: by adding to them, under a lock
 * of the row and with the movement, never by read, add and save.
 */
@Table({ tableName: "stock_items", createdAt: false })
export class StockItem extends Model<InferAttributes<StockItem>, InferCreationAttributes<StockItem>> {
  @ForeignKey(() => ProductVariant)
  @Column({ type: DataType.UUID, primaryKey: true })
  declare variantId: string;

  /** False: stock is not counted. */
  @Column({ type: DataType.BOOLEAN, defaultValue: true, allowNull: false })
  declare tracked: CreationOptional<boolean>;

  /** True: stock is counted and may go below zero. */
  @Column({ type: DataType.BOOLEAN, defaultValue: false, allowNull: false })
  declare backorder: CreationOptional<boolean>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare onHand: CreationOptional<number>;

  /** Reserved for unpaid orders. */
  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare reserved: CreationOptional<number>;

  /** stock_items_version_trigger raises it at every update. */
  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => ProductVariant)
  declare variant?: NonAttribute<ProductVariant>;

  @HasMany(() => StockMovement, "variantId")
  declare movements?: NonAttribute<StockMovement[]>;

  @HasMany(() => StockReservation, "variantId")
  declare reservations?: NonAttribute<StockReservation[]>;

  // finders

  /**
   * The stock of a variant that is not deleted, locked until the transaction ends.
   * @throws NotFound
   */
  static async lockLive(variantId: string): Promise<StockItem> {
    const stock = (await StockItem.lockAllLive([variantId])).get(variantId);
    if (!stock) throw new NotFound();
    return stock;
  }

  /** The stocks of the variants that are not deleted, by id, locked in the order of the ids until the transaction ends. */
  static async lockAllLive(variantIds: string[]): Promise<Map<string, StockItem>> {
    const variant = { model: ProductVariant, attributes: [], where: { deletedAt: null }, required: true };
    const lock = { level: Transaction.LOCK.UPDATE, of: StockItem };
    const where = { variantId: variantIds };
    const stocks = await StockItem.findAll({ where, include: [variant], order: ["variantId"], lock });
    return new Map(stocks.map((stock) => [stock.variantId, stock]));
  }

  // predicates

  /** Pieces that are not reserved, at least 0. */
  get available(): NonAttribute<number> {
    return Math.max(0, this.onHand - this.reserved);
  }

  /** Whether orders cannot take more than the pieces on hand. */
  get isLimited(): NonAttribute<boolean> {
    return this.tracked && !this.backorder;
  }
}
