import type { InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { Category } from "./Category.js";
import { Product } from "./Product.js";

/** The assignment of a product to a category. */
@Table({ tableName: "product_categories", timestamps: false })
export class ProductCategory extends Model<
  InferAttributes<ProductCategory>,
  InferCreationAttributes<ProductCategory>
> {
  @ForeignKey(() => Product)
  @Column({ type: DataType.UUID, primaryKey: true })
  declare productId: string;

  @ForeignKey(() => Category)
  @Column({ type: DataType.UUID, primaryKey: true })
  declare categoryId: string;
}
