import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import { newId } from "../../lib/ids.js";
import { Product } from "./Product.js";

/** An image of a product; `url` is an http(s) URL or a path of this site. */
@Table({ tableName: "product_images", timestamps: false })
export class ProductImage extends Model<
  InferAttributes<ProductImage>,
  InferCreationAttributes<ProductImage>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Product)
  @Column({ type: DataType.UUID, allowNull: false })
  declare productId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare url: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare alt: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, allowNull: true })
  declare width: CreationOptional<number | null>;

  @Column({ type: DataType.INTEGER, allowNull: true })
  declare height: CreationOptional<number | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare position: CreationOptional<number>;

  // associations

  @BelongsTo(() => Product)
  declare product?: NonAttribute<Product>;

  // verbs

  /** Adds an image after the others. The product is locked. */
  static async append(
    productId: string,
    image: Pick<ProductImage, "url" | "alt" | "width" | "height">,
  ): Promise<ProductImage> {
    const last = await ProductImage.max<number | null, ProductImage>("position", { where: { productId } });
    return ProductImage.create({ ...image, productId, position: (last ?? -1) + 1 });
  }

  /**
   * Deletes an image; the foreign key removes it from variants that show it.
   * @throws NotFound
   */
  static async remove(productId: string, id: string): Promise<ProductImage> {
    const image = await ProductImage.findOne({ where: { productId, id } });
    if (!image) throw new NotFound();
    await image.destroy();
    return image;
  }
}
