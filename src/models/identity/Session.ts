import { type CreationOptional, type InferAttributes, type InferCreationAttributes, Op } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { config } from "../../config.js";
import { clock, secondsFromNow } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import { User } from "./User.js";

/** What tells the sessions that still run: not ended, within their time, and used lately. */
function running() {
  const idle = secondsFromNow(-config.sessionIdleSeconds);
  return { endedAt: null, expiresAt: { [Op.gt]: clock.now() }, lastUsedAt: { [Op.gt]: idle } };
}

/** One login on one device: a family of refresh tokens of which one is live. */
@Table({ tableName: "sessions", updatedAt: false })
export class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: false })
  declare userId: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare userAgent: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare ip: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, defaultValue: DataType.NOW, allowNull: false })
  declare lastUsedAt: CreationOptional<Date>;

  /** Absolute: rotation does not move it. */
  @Column({ type: DataType.DATE, allowNull: false })
  declare expiresAt: Date;

  /** When the second factor was passed; null where only a first one was. */
  @Column({ type: DataType.DATE, allowNull: true })
  declare mfaAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare endedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // finders

  static lockRunning(id: string): Promise<Session | null> {
    return Session.findOne({ where: { id, ...running() }, lock: true });
  }

  static async isRunning(userId: string, id: string): Promise<boolean> {
    return (await Session.count({ where: { id, userId, ...running() } })) > 0;
  }

  /** Where a user is logged in, the device used last first. */
  static findRunning(userId: string): Promise<Session[]> {
    return Session.findAll({
      where: { userId, ...running() },
      order: [
        ["lastUsedAt", "DESC"],
        ["id", "DESC"],
      ],
      limit: 100,
    });
  }
}
