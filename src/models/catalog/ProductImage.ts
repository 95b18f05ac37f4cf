import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import { newId } from "../../lib/ids.js";
import { Product } from "./Product.js";

/** A picture of a product; `url` is http(s) or a path of this site. */
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

  // verbs

  /** Puts a picture behind the others. Call it with the product locked. */
  static async append(
    productId: string,
    image: Pick<ProductImage, "url" | "alt" | "width" | "height">,
  ): Promise<ProductImage> {
    const last = await ProductImage.max<number | null, ProductImage>("position", { where: { productId } });
    return ProductImage.create({ ...image, productId, position: (last ?? -1) + 1 });
  }

  /** Takes a picture away, from variants that show it, too (by its foreign key), and gives it. @throws NotFound */
  static async remove(productId: string, id: string): Promise<ProductImage> {
    const image = await ProductImage.findOne({ where: { productId, id } });
    if (!image) throw new NotFound();
    await image.destroy();
    return image;
  }
}
