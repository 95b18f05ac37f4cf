import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";

/** A shelf of the shop; categories form a tree by `parentId`. */
@Table({ tableName: "categories" })
export class Category extends Model<InferAttributes<Category>, InferCreationAttributes<Category>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Category)
  @Column({ type: DataType.UUID, allowNull: true })
  declare parentId: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare slug: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare name: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare description: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare position: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;
}
