import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { User } from "./User.js";

/** A server's key: permissions without a person. Its secret is told once and stored hashed. */
@Table({ tableName: "api_keys" })
export class ApiKey extends Model<InferAttributes<ApiKey>, InferCreationAttributes<ApiKey>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare name: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare prefix: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare secretHash: string;

  @Column({ type: DataType.ARRAY(DataType.TEXT), allowNull: false })
  declare permissions: string[];

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: true })
  declare createdBy: CreationOptional<string | null>;

  @ForeignKey(() => ApiKey)
  @Column({ type: DataType.UUID, allowNull: true })
  declare rotatedFrom: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare expiresAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare lastUsedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare revokedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;
}
