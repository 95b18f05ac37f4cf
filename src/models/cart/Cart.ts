import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import type { Address } from "../../lib/address.js";
import { User } from "../identity/User.js";
import { ShippingOption } from "../pricing/ShippingOption.js";

/** An open basket of a customer or a guest; closed once it became an order or was merged. */
@Table({ tableName: "carts" })
export class Cart extends Model<InferAttributes<Cart>, InferCreationAttributes<Cart>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: true })
  declare userId: CreationOptional<string | null>;

  /** SHA-256 of the guest's secret; the id alone opens nothing. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare tokenHash: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  @Column({ type: DataType.JSONB, allowNull: true })
  declare shippingAddress: CreationOptional<Address | null>;

  @ForeignKey(() => ShippingOption)
  @Column({ type: DataType.UUID, allowNull: true })
  declare shippingOptionId: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare closedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;
}
