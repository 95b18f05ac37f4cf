import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";

/** A named set of permissions. Built-in roles are the code's: `admin` may do everything, whatever the row says. */
@Table({ tableName: "roles" })
export class Role extends Model<InferAttributes<Role>, InferCreationAttributes<Role>> {
  @Column({ type: DataType.TEXT, primaryKey: true })
  declare name: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare description: CreationOptional<string | null>;

  @Column({ type: DataType.ARRAY(DataType.TEXT), defaultValue: [], allowNull: false })
  declare permissions: CreationOptional<string[]>;

  @Column({ type: DataType.BOOLEAN, defaultValue: false, allowNull: false })
  declare builtIn: CreationOptional<boolean>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;
}
