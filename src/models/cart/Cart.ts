import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, HasMany, HasOne, Model, Table } from "sequelize-typescript";
import type { Address } from "../../lib/address.js";
import { clock } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import { User } from "../identity/User.js";
import { Order } from "../orders/Order.js";
import { ShippingOption } from "../pricing/ShippingOption.js";
import { CartItem } from "./CartItem.js";

/** The basket of a customer or a guest. A checkout or a merge closes it. */
@Table({ tableName: "carts" })
export class Cart extends Model<InferAttributes<Cart>, InferCreationAttributes<Cart>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: true })
  declare userId: CreationOptional<string | null>;

  /** SHA-256 of the guest's secret; the id alone gives no access. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare tokenHash: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  @Column({ type: DataType.JSONB, allowNull: true })
  declare shippingAddress: CreationOptional<Address | null>;

  @ForeignKey(() => ShippingOption)
  @Column({ type: DataType.UUID, allowNull: true })
  declare shippingOptionId: CreationOptional<string | null>;

  /** carts_version_trigger raises it at every update. */
  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare closedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User | null>;

  @BelongsTo(() => ShippingOption)
  declare shippingOption?: NonAttribute<ShippingOption | null>;

  @HasMany(() => CartItem)
  declare items?: NonAttribute<CartItem[]>;

  @HasOne(() => Order)
  declare order?: NonAttribute<Order | null>;

  // finders

  /** The open cart of a guest, locked until the transaction ends. */
  static lockOpenOfGuest(tokenHash: string): Promise<Cart | null> {
    return Cart.findOne({ where: { tokenHash, userId: null, closedAt: null }, lock: true });
  }

  // verbs

  async close(): Promise<void> {
    await this.update({ closedAt: clock.now() });
  }
}
