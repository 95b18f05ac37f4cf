import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, HasOne, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import { WITHOUT_KEY } from "../../database/locks.js";
import { newId } from "../../lib/ids.js";
import { Product } from "./Product.js";
import { ProductImage } from "./ProductImage.js";
import { StockItem } from "../inventory/StockItem.js";

/** What is sold: one combination of a product's options, with its price. Its stock is a StockItem. */
@Table({ tableName: "product_variants" })
export class ProductVariant extends Model<
  InferAttributes<ProductVariant>,
  InferCreationAttributes<ProductVariant>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Product)
  @Column({ type: DataType.UUID, allowNull: false })
  declare productId: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare sku: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare title: string;

  @Column({ type: DataType.JSONB, defaultValue: {}, allowNull: false })
  declare options: CreationOptional<Record<string, string>>;

  /** Minor units of `currency`. */
  @Column({ type: DataType.INTEGER, allowNull: false })
  declare priceAmount: number;

  /** The price before; above `priceAmount` where there is one. */
  @Column({ type: DataType.INTEGER, allowNull: true })
  declare compareAtAmount: CreationOptional<number | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare barcode: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, allowNull: true })
  declare weightGrams: CreationOptional<number | null>;

  @ForeignKey(() => ProductImage)
  @Column({ type: DataType.UUID, allowNull: true })
  declare imageId: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare position: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare deletedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Product)
  declare product?: NonAttribute<Product>;

  @HasOne(() => StockItem, "variantId")
  declare stock?: NonAttribute<StockItem>;

  // finders

  /** What is sold of a product, in display order and with its stock; locked, by id, until the transaction ends. */
  static async lockLiveOf(productId: string): Promise<ProductVariant[]> {
    const where = { productId, deletedAt: null };
    await ProductVariant.findAll({ where, attributes: ["id"], order: ["id"], lock: WITHOUT_KEY, raw: true });
    return ProductVariant.findAll({ where, include: [StockItem], order: ["position", "id"] });
  }

  /**
   * The product that a live variant belongs to.
   * @throws NotFound
   */
  static async productIdOf(id: string): Promise<string> {
    const variant = await ProductVariant.findOne({
      where: { id, deletedAt: null },
      attributes: ["productId"],
    });
    if (!variant) throw new NotFound();
    return variant.productId;
  }
}
