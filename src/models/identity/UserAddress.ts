import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { NotFound } from "../../errors/system.js";
import type { PageStart } from "../../lib/paging.js";
import { newId } from "../../lib/ids.js";
import { User } from "./User.js";

/** An entry of a customer's address book. */
@Table({ tableName: "addresses" })
export class UserAddress extends Model<InferAttributes<UserAddress>, InferCreationAttributes<UserAddress>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: false })
  declare userId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare firstName: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare lastName: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare company: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare line1: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare line2: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare city: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare region: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare postalCode: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare country: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare phone: CreationOptional<string | null>;

  @Column({ type: DataType.BOOLEAN, defaultValue: false, allowNull: false })
  declare isDefaultShipping: CreationOptional<boolean>;

  @Column({ type: DataType.BOOLEAN, defaultValue: false, allowNull: false })
  declare isDefaultBilling: CreationOptional<boolean>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User>;

  // predicates

  get etag(): NonAttribute<string> {
    return `${this.version}.${this.id.slice(-12)}`;
  }

  // finders

  /** Through the owner. @throws NotFound if there is none, or it is another user's */
  static async ofUser(userId: string, id: string): Promise<UserAddress> {
    const address = await UserAddress.findOne({ where: { id, userId } });
    if (!address) throw new NotFound();
    return address;
  }

  /** The whole address book, the oldest first. */
  static findAllOf(userId: string): Promise<UserAddress[]> {
    return UserAddress.findAll({ where: { userId }, order: [["id", "ASC"]] });
  }

  /** A page of the address book, the oldest first. */
  static async page(
    userId: string,
    limit: number,
    start: PageStart,
  ): Promise<{ rows: UserAddress[]; next: [string] | null }> {
    const after = "after" in start ? start.after?.[0] : undefined;
    const found = await UserAddress.findAll({
      where: { userId, ...(after !== undefined && { id: { [Op.gt]: after as string } }) },
      order: [["id", "ASC"]],
      limit: limit + 1,
      offset: "offset" in start ? start.offset : 0,
    });
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return { rows, next: last && found.length > limit ? [last.id] : null };
  }

  // verbs

  /** Clears the user's earlier defaults of the kinds that an address is about to take. */
  static async clearDefaults(
    userId: string,
    { isDefaultShipping, isDefaultBilling }: Defaults,
  ): Promise<void> {
    if (isDefaultShipping)
      await UserAddress.update({ isDefaultShipping: false }, { where: { userId, isDefaultShipping: true } });
    if (isDefaultBilling)
      await UserAddress.update({ isDefaultBilling: false }, { where: { userId, isDefaultBilling: true } });
  }
}

/** Each user has at most one default address of each kind. */
export type Defaults = { isDefaultShipping?: boolean | undefined; isDefaultBilling?: boolean | undefined };
