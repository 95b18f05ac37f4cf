import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { Product } from "./Product.js";

/** A slug that a product had before. Database triggers write the rows; a slug of a live product is never among them. */
@Table({ tableName: "product_former_slugs", updatedAt: false })
export class ProductFormerSlug extends Model<
  InferAttributes<ProductFormerSlug>,
  InferCreationAttributes<ProductFormerSlug>
> {
  @Column({ type: DataType.TEXT, primaryKey: true })
  declare slug: string;

  @ForeignKey(() => Product)
  @Column({ type: DataType.UUID, allowNull: false })
  declare productId: string;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;
}
