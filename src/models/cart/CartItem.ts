import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { Cart } from "./Cart.js";
import { Product } from "../catalog/Product.js";
import { ProductVariant } from "../catalog/ProductVariant.js";

/** A line of a cart. It sells at the variant's current price; `unitPriceAmount` is the price when the line was added. */
@Table({ tableName: "cart_items" })
export class CartItem extends Model<InferAttributes<CartItem>, InferCreationAttributes<CartItem>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Cart)
  @Column({ type: DataType.UUID, allowNull: false })
  declare cartId: string;

  @ForeignKey(() => Product)
  @Column({ type: DataType.UUID, allowNull: false })
  declare productId: string;

  @ForeignKey(() => ProductVariant)
  @Column({ type: DataType.UUID, allowNull: false })
  declare variantId: string;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare quantity: number;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare unitPriceAmount: number;

  /** Of `unitPriceAmount`: the shop's currency when the line was added. */
  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Cart)
  declare cart?: NonAttribute<Cart>;

  @BelongsTo(() => Product)
  declare product?: NonAttribute<Product>;

  @BelongsTo(() => ProductVariant)
  declare variant?: NonAttribute<ProductVariant>;
}
