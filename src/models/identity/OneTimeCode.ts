import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { clock } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import type { CodePurpose } from "./vocabulary.js";
import { User } from "./User.js";

/** A six-digit code, mailed to verify an address. One is live per user and purpose. */
@Table({ tableName: "one_time_codes", updatedAt: false })
export class OneTimeCode extends Model<InferAttributes<OneTimeCode>, InferCreationAttributes<OneTimeCode>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: false })
  declare userId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare purpose: CodePurpose;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare email: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare codeHash: string;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare attempts: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare expiresAt: Date;

  @Column({ type: DataType.DATE, allowNull: true })
  declare consumedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare replacedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User>;

  // finders

  /** The codes issued to a user since a time, at most `limit`. */
  static issuedSince(
    userId: string,
    purpose: CodePurpose,
    since: Date,
    limit: number,
  ): Promise<OneTimeCode[]> {
    return OneTimeCode.findAll({ where: { userId, purpose, createdAt: { [Op.gt]: since } }, limit });
  }

  // verbs

  /** Expires the live code of a purpose. Called with the user locked. */
  static async replaceLive(userId: string, purpose: CodePurpose): Promise<void> {
    const live = { userId, purpose, consumedAt: null, replacedAt: null };
    await OneTimeCode.update({ replacedAt: clock.now() }, { where: live });
  }

  /** Uses a code up. @returns false if it was used or replaced before */
  static async consume(id: string): Promise<boolean> {
    const live = { id, consumedAt: null, replacedAt: null };
    const [consumed] = await OneTimeCode.update({ consumedAt: clock.now() }, { where: live });
    return consumed > 0;
  }
}
