import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { User } from "./User.js";

/** A former address of an account, to which the notice of the change is sent. Kept for 30 days, deleted with the account. */
@Table({ tableName: "email_changes", updatedAt: false })
export class EmailChange extends Model<InferAttributes<EmailChange>, InferCreationAttributes<EmailChange>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: false })
  declare userId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare previousEmail: string;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User>;

  // finders

  static findAllOf(userId: string): Promise<EmailChange[]> {
    return EmailChange.findAll({
      where: { userId },
      order: [
        ["createdAt", "ASC"],
        ["id", "ASC"],
      ],
    });
  }
}
