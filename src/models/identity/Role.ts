import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  Transaction,
} from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { RoleBuiltIn } from "../../errors/identity.js";
import { NotFound, ValidationFailed } from "../../errors/system.js";

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

  // finders

  static inOrder(): Promise<Role[]> {
    return Role.findAll({
      order: [
        ["builtIn", "DESC"],
        ["name", "ASC"],
      ],
    });
  }

  /** @throws NotFound */
  static async findByName(name: string): Promise<Role> {
    const role = await Role.findByPk(name);
    if (!role) throw new NotFound();
    return role;
  }

  /** One that the API may change, locked. @throws NotFound, RoleBuiltIn */
  static async lockOwn(name: string): Promise<Role> {
    const role = await Role.findByPk(name, { lock: true });
    if (!role) throw new NotFound();
    if (role.builtIn) throw new RoleBuiltIn();
    return role;
  }

  /** One that is about to be given to somebody: it stays as it is until then. @throws ValidationFailed */
  static async lockToAssign(name: string): Promise<Role> {
    const role = await Role.findByPk(name, { lock: Transaction.LOCK.SHARE });
    if (role) return role;
    const message = "There is no such role.";
    throw new ValidationFailed({ errors: [{ path: "role", code: "unknown", message }] });
  }
}
