import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, HasMany, HasOne, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import { clock } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import { Product } from "./Product.js";
import { ProductImage } from "./ProductImage.js";
import { CartItem } from "../cart/CartItem.js";
import { StockItem } from "../inventory/StockItem.js";

/** One combination of a product's options, with a price. Its stock is a StockItem. */
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

  /** The former price, above `priceAmount`; null without one. */
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

  @BelongsTo(() => ProductImage, "imageId")
  declare image?: NonAttribute<ProductImage>;

  @HasOne(() => StockItem, "variantId")
  declare stock?: NonAttribute<StockItem>;

  @HasMany(() => CartItem, "variantId")
  declare cartItems?: NonAttribute<CartItem[]>;

  // finders

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

  /** A live variant of an active product, in any currency. */
  static findSold(id: string): Promise<ProductVariant | null> {
    return ProductVariant.findOne({ where: { id, deletedAt: null }, include: [ofActiveProduct()] });
  }

  /** The `id` and `productId` of the live variants of products, if active, in any currency. */
  static soldOf(productIds: string[]): Promise<ProductVariant[]> {
    return ProductVariant.findAll({
      attributes: ["id", "productId"],
      where: { productId: productIds, deletedAt: null },
      include: [ofActiveProduct()],
    });
  }

  /** The products that have these SKUs; a live SKU is unique. */
  static async ownersOf(skus: string[]): Promise<Map<string, Product>> {
    if (skus.length === 0) return new Map();
    const owned = await ProductVariant.findAll({
      where: { sku: skus, deletedAt: null },
      attributes: ["sku"],
      include: [{ model: Product, attributes: ["id", "slug"] }],
    });
    return new Map(owned.map(({ sku, product }) => [sku as string, product as Product]));
  }

  /** The ids of the variants that have these SKUs, by SKU. */
  static async idsBySku(skus: string[]): Promise<Map<string, string>> {
    if (skus.length === 0) return new Map();
    const where = { sku: skus, deletedAt: null };
    const variants = await ProductVariant.findAll({ where, attributes: ["id", "sku"] });
    return new Map(variants.map(({ id, sku }) => [sku as string, id]));
  }

  // verbs

  /** Frees their SKUs and options; orders keep referring to the rows. */
  static async softDelete(ids: string[]): Promise<void> {
    if (ids.length > 0) await ProductVariant.update({ deletedAt: clock.now() }, { where: { id: ids } });
  }
}

const ACTIVE = { status: "active", deletedAt: null };

/** A function, because the modules of Product and ProductVariant import each other. */
const ofActiveProduct = () => ({ model: Product, attributes: [], where: ACTIVE });
