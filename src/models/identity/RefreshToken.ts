import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";
import { Session } from "./Session.js";

/** An opaque refresh token, stored as its SHA-256. Rotation marks the row and adds a new one. */
@Table({ tableName: "refresh_tokens", updatedAt: false })
export class RefreshToken extends Model<
  InferAttributes<RefreshToken>,
  InferCreationAttributes<RefreshToken>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Session)
  @Column({ type: DataType.UUID, allowNull: false })
  declare sessionId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare tokenHash: string;

  @Column({ type: DataType.DATE, allowNull: true })
  declare rotatedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Session)
  declare session?: NonAttribute<Session>;

  // finders

  /** @param tokenHash of lib/ids.ts */
  static findByHash(tokenHash: string): Promise<RefreshToken | null> {
    return RefreshToken.findOne({ where: { tokenHash } });
  }

  /** Locked. @param tokenHash of lib/ids.ts */
  static lockByHash(tokenHash: string): Promise<RefreshToken | null> {
    return RefreshToken.findOne({ where: { tokenHash }, lock: true });
  }

  /** The parent of a session's live token. */
  static lastRotated(sessionId: string): Promise<RefreshToken | null> {
    return RefreshToken.findOne({
      where: { sessionId, rotatedAt: { [Op.ne]: null } },
      order: [["rotatedAt", "DESC"]],
    });
  }
}
