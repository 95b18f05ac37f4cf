import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { User } from "../identity/User.js";

/** An e-mail the shop has sent. */
@Table({ tableName: "mails", updatedAt: false })
export class Mail extends Model<InferAttributes<Mail>, InferCreationAttributes<Mail>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  /** Names the subject of the mail, so that an event sends one mail at most. */
  @Column({ type: DataType.TEXT, allowNull: false })
  declare dedupeKey: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare recipient: string;

  /** The account that it concerns; null for guests, even if an account has their address. */
  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: true })
  declare userId: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare subject: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare textBody: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare htmlBody: string;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User | null>;

  // finders

  /** Subjects and times of the mails about a user's account, oldest first. */
  static findAllOf(userId: string): Promise<Mail[]> {
    return Mail.findAll({
      where: { userId },
      attributes: ["id", "subject", "createdAt"],
      order: [
        ["createdAt", "ASC"],
        ["id", "ASC"],
      ],
    });
  }

  /** The newest 100 mails, newest first, to one address or to all. */
  static newest(recipient: string | null): Promise<Mail[]> {
    return Mail.findAll({
      ...(recipient !== null && { where: { recipient } }),
      order: [
        ["createdAt", "DESC"],
        ["id", "DESC"],
      ],
      limit: 100,
    });
  }
}
