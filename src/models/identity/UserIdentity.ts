import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { User } from "./User.js";

/** An account at an OpenID Connect provider that can log this user in. */
@Table({ tableName: "user_identities", updatedAt: false })
export class UserIdentity extends Model<
  InferAttributes<UserIdentity>,
  InferCreationAttributes<UserIdentity>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: false })
  declare userId: string;

  /** The provider's name in OIDC_PROVIDERS. */
  @Column({ type: DataType.TEXT, allowNull: false })
  declare provider: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare issuer: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare subject: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare email: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User>;

  // finders

  static findAllOf(userId: string): Promise<UserIdentity[]> {
    return UserIdentity.findAll({
      where: { userId },
      order: [
        ["createdAt", "ASC"],
        ["id", "ASC"],
      ],
    });
  }
}
