import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";

/** A way to have a parcel brought, and what it costs. */
@Table({ tableName: "shipping_options" })
export class ShippingOption extends Model<
  InferAttributes<ShippingOption>,
  InferCreationAttributes<ShippingOption>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare name: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare description: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare priceAmount: number;

  /** Baskets of at least this subtotal are shipped for nothing. */
  @Column({ type: DataType.INTEGER, allowNull: true })
  declare freeFromAmount: CreationOptional<number | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  /** ISO 3166-1 alpha-2; none = everywhere. */
  @Column({ type: DataType.ARRAY(DataType.TEXT), defaultValue: [], allowNull: false })
  declare countries: CreationOptional<string[]>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare position: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // finders and methods

  /** In the order they are offered; all of them when no country is named. */
  static async serving(country: string | null, currency: string): Promise<ShippingOption[]> {
    const order: [string, string][] = [
      ["position", "ASC"],
      ["id", "ASC"],
    ];
    const options = await ShippingOption.findAll({ where: { currency }, order });
    return country === null ? options : options.filter((option) => option.serves(country));
  }

  /** @param country ISO 3166-1 alpha-2 */
  serves(country: string): boolean {
    return servesCountry(this.countries, country);
  }
}

/** No list of countries means all of them. */
export const servesCountry = (countries: string[], country: string): boolean =>
  countries.length === 0 || countries.includes(country);
