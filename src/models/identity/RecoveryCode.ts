import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { clock } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import { User } from "./User.js";

/** A single-use replacement for a lost second factor, stored hashed. */
@Table({ tableName: "recovery_codes", updatedAt: false })
export class RecoveryCode extends Model<
  InferAttributes<RecoveryCode>,
  InferCreationAttributes<RecoveryCode>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: false })
  declare userId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare codeHash: string;

  @Column({ type: DataType.DATE, allowNull: true })
  declare usedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User>;

  // finders

  static countLeft(userId: string): Promise<number> {
    return RecoveryCode.count({ where: { userId, usedAt: null } });
  }

  // verbs

  /** Uses a code up. @returns false if there is no such unused code */
  static async consume(userId: string, codeHash: string): Promise<boolean> {
    const [used] = await RecoveryCode.update(
      { usedAt: clock.now() },
      { where: { userId, codeHash, usedAt: null } },
    );
    return used > 0;
  }
}
