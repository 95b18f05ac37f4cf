import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { Column, DataType, HasMany, Model, Table } from "sequelize-typescript";
import { ShippingOptionUnavailable } from "../../errors/pricing.js";
import { newId } from "../../lib/ids.js";
import { Cart } from "../cart/Cart.js";

/** A shipping method and its price. */
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

  /** Shipping is free from this subtotal on. */
  @Column({ type: DataType.INTEGER, allowNull: true })
  declare freeFromAmount: CreationOptional<number | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare currency: string;

  /** ISO 3166-1 alpha-2; an empty list means every country. */
  @Column({ type: DataType.ARRAY(DataType.TEXT), defaultValue: [], allowNull: false })
  declare countries: CreationOptional<string[]>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare position: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @HasMany(() => Cart)
  declare carts?: NonAttribute<Cart[]>;

  // finders

  /** The options of a currency in display order; with a country, those that serve it. */
  static async serving(country: string | null, currency: string): Promise<ShippingOption[]> {
    const order: [string, string][] = [
      ["position", "ASC"],
      ["id", "ASC"],
    ];
    const options = await ShippingOption.findAll({ where: { currency }, order });
    return country === null ? options : options.filter((option) => option.serves(country));
  }

  /**
   * @param country ISO 3166-1 alpha-2
   * @throws ShippingOptionUnavailable when the option does not exist, has another currency or does not serve the country
   */
  static async findServing(id: string, country: string, currency: string): Promise<ShippingOption> {
    const option = await ShippingOption.findOne({ where: { id, currency } });
    if (!option?.serves(country)) throw new ShippingOptionUnavailable({ shippingOptionId: id, country });
    return option;
  }

  // predicates and prices

  /** @param country ISO 3166-1 alpha-2 */
  serves(country: string): boolean {
    return servesCountry(this.countries, country);
  }

  /** @returns minor units for a basket with this subtotal */
  priceFor(subtotal: number): number {
    return shippingPrice(this, subtotal);
  }
}

/** What a shipping option costs, in minor units: of a model, or of a row of a statement. */
export type ShippingRate = { priceAmount: number; freeFromAmount: number | null };

/** @returns minor units; 0 from a subtotal of `freeFromAmount` on */
export const shippingPrice = ({ priceAmount, freeFromAmount }: ShippingRate, subtotal: number): number =>
  freeFromAmount !== null && subtotal >= freeFromAmount ? 0 : priceAmount;

/** An empty list of countries means every country. */
export const servesCountry = (countries: string[], country: string): boolean =>
  countries.length === 0 || countries.includes(country);
