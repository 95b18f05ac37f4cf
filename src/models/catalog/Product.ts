import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsToMany, Column, DataType, HasMany, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import { WITHOUT_KEY } from "../../database/locks.js";
import { clock } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import { Category } from "./Category.js";
import { ProductCategory } from "./ProductCategory.js";
import { ProductImage } from "./ProductImage.js";
import { CartItem } from "../cart/CartItem.js";
import { ProductVariant } from "./ProductVariant.js";
import { assertProductFresh } from "./productVersion.js";
import type { ProductStatus } from "./vocabulary.js";

/** An option of the variants and its values, in display order. */
export type ProductOption = { name: string; values: string[] };

/** A product of the shop; its variants are sold. Database triggers maintain `priceAmount`, `compareAtAmount`, `currency`, `onSale` and `version`: never write them. */
@Table({ tableName: "products" })
export class Product extends Model<InferAttributes<Product>, InferCreationAttributes<Product>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare slug: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare title: string;

  @Column({ type: DataType.TEXT, defaultValue: "", allowNull: false })
  declare description: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare brand: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, defaultValue: "draft", allowNull: false })
  declare status: CreationOptional<ProductStatus>;

  @Column({ type: DataType.JSONB, defaultValue: [], allowNull: false })
  declare options: CreationOptional<ProductOption[]>;

  @Column({ type: DataType.ARRAY(DataType.TEXT), defaultValue: [], allowNull: false })
  declare tags: CreationOptional<string[]>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare seoTitle: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare seoDescription: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, allowNull: true })
  declare priceAmount: CreationOptional<number | null>;

  @Column({ type: DataType.INTEGER, allowNull: true })
  declare compareAtAmount: CreationOptional<number | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare currency: CreationOptional<string | null>;

  @Column({ type: DataType.BOOLEAN, defaultValue: false, allowNull: false })
  declare onSale: CreationOptional<boolean>;

  @Column({ type: DataType.DECIMAL(3, 2), allowNull: true })
  declare ratingAverage: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare ratingCount: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare deletedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @HasMany(() => ProductVariant)
  declare variants?: NonAttribute<ProductVariant[]>;

  @HasMany(() => CartItem)
  declare cartItems?: NonAttribute<CartItem[]>;

  @HasMany(() => ProductImage)
  declare images?: NonAttribute<ProductImage[]>;

  @BelongsToMany(() => Category, () => ProductCategory)
  declare categories?: NonAttribute<Category[]>;

  // predicates

  get isActive(): NonAttribute<boolean> {
    return this.status === "active";
  }

  // finders

  /**
   * The product, locked until the transaction ends. Every write to it or its parts takes this lock first.
   * @param ifMatch the caller's version; null for any
   * @throws NotFound when it does not exist or is soft-deleted; StaleVersion
   */
  static async lockLive(id: string, ifMatch: string | null): Promise<Product> {
    const product = await Product.findOne({ where: { id, deletedAt: null }, lock: WITHOUT_KEY });
    if (!product) throw new NotFound();
    assertProductFresh(ifMatch, product);
    return product;
  }

  /**
   * Locks the live products with these slugs, in id order, until the transaction ends.
   * @returns their ids
   */
  static async lockBySlugs(slugs: string[]): Promise<string[]> {
    const where = { slug: slugs, deletedAt: null };
    const products = await Product.findAll({ where, attributes: ["id"], order: ["id"], lock: WITHOUT_KEY });
    return products.map(({ id }) => id);
  }

  // verbs

  async publish(): Promise<void> {
    await this.update({ status: "active" });
  }

  /** Makes an active product a draft; an archived one stays archived. */
  async unpublish(): Promise<void> {
    if (this.isActive) await this.update({ status: "draft" });
  }

  /** Frees the slug; orders keep referring to the row. */
  async softDelete(): Promise<void> {
    await this.update({ deletedAt: clock.now() });
  }
}
