import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { Product } from "../catalog/Product.js";
import { ProductVariant } from "../catalog/ProductVariant.js";
import { Order } from "./Order.js";

/** A line of an order, copied from the cart and the catalogue at checkout. */
@Table({ tableName: "order_items", timestamps: false })
export class OrderItem extends Model<InferAttributes<OrderItem>, InferCreationAttributes<OrderItem>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Order)
  @Column({ type: DataType.UUID, allowNull: false })
  declare orderId: string;

  @ForeignKey(() => Product)
  @Column({ type: DataType.UUID, allowNull: false })
  declare productId: string;

  @ForeignKey(() => ProductVariant)
  @Column({ type: DataType.UUID, allowNull: false })
  declare variantId: string;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare position: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare quantity: number;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare title: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare variantTitle: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare sku: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare unitPriceAmount: number;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare discountAmount: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare taxAmount: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare lineTotalAmount: number;

  // associations

  @BelongsTo(() => Order)
  declare order?: NonAttribute<Order>;

  @BelongsTo(() => Product)
  declare product?: NonAttribute<Product>;

  @BelongsTo(() => ProductVariant)
  declare variant?: NonAttribute<ProductVariant>;
}
