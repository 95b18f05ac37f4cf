import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Transaction,
} from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { RoleBuiltIn } from "../../errors/identity.js";
import { NotFound, ValidationFailed } from "../../errors/system.js";
import { type Permission, permissionsOf } from "./vocabulary.js";

/** A named set of permissions. The code defines built-in roles: `admin` has all permissions regardless of its row. */
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

  // predicates

  /** The permissions that the role grants: those of the row that the code defines, or all. */
  get effectivePermissions(): NonAttribute<Permission[]> {
    return permissionsOf(this.name, this.permissions);
  }

  get etag(): NonAttribute<string> {
    return String(this.version);
  }

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

  /** A role that the API may change, locked. @throws NotFound, RoleBuiltIn */
  static async lockOwn(name: string): Promise<Role> {
    const role = await Role.findByPk(name, { lock: true });
    if (!role) throw new NotFound();
    if (role.builtIn) throw new RoleBuiltIn();
    return role;
  }

  /** A role that is about to be assigned, locked against changes. @throws ValidationFailed */
  static async lockToAssign(name: string): Promise<Role> {
    const role = await Role.findByPk(name, { lock: Transaction.LOCK.SHARE });
    if (role) return role;
    const message = "There is no such role.";
    throw new ValidationFailed({ errors: [{ path: "role", code: "unknown", message }] });
  }
}
