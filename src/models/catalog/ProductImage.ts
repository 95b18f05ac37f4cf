import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
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
}
