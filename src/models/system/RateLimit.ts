import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";

/** The table of rate-limiter-flexible. The model exists for the test that compares models with the database. */
@Table({ tableName: "rate_limits", timestamps: false })
export class RateLimit extends Model<InferAttributes<RateLimit>, InferCreationAttributes<RateLimit>> {
  @Column({ type: DataType.TEXT, primaryKey: true })
  declare key: string;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare points: CreationOptional<number>;

  @Column({ type: DataType.BIGINT, allowNull: true })
  declare expire: CreationOptional<string | null>;
}
