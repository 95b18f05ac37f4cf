import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, HasMany, Model, Table } from "sequelize-typescript";
import { config } from "../../config.js";
import { clock, secondsFromNow } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import { RefreshToken } from "./RefreshToken.js";
import { User } from "./User.js";

/** The condition of a live session: not ended, not expired, and used recently. */
function live() {
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

  /** Absolute: rotation does not extend it. */
  @Column({ type: DataType.DATE, allowNull: false })
  declare expiresAt: Date;

  /** When the second factor was verified; null without one. */
  @Column({ type: DataType.DATE, allowNull: true })
  declare mfaAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare endedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => User)
  declare user?: NonAttribute<User>;

  @HasMany(() => RefreshToken)
  declare refreshTokens?: NonAttribute<RefreshToken[]>;

  // finders

  static lockLive(id: string): Promise<Session | null> {
    return Session.findOne({ where: { id, ...live() }, lock: true });
  }

  static async isLive(userId: string, id: string): Promise<boolean> {
    return (await Session.count({ where: { id, userId, ...live() } })) > 0;
  }

  /** The devices on which a user is logged in, the last used first. */
  static findLive(userId: string): Promise<Session[]> {
    return Session.findAll({
      where: { userId, ...live() },
      order: [
        ["lastUsedAt", "DESC"],
        ["id", "DESC"],
      ],
      limit: 100,
    });
  }

  /** Every session that is stored of a user, live or not, the oldest first. */
  static findAllOf(userId: string): Promise<Session[]> {
    return Session.findAll({
      where: { userId },
      order: [
        ["createdAt", "ASC"],
        ["id", "ASC"],
      ],
    });
  }

  // verbs

  /** Ends a session: its refresh token and its access tokens are invalid at once. @returns false if it had ended */
  static async end(session: { id: string; userId?: string }): Promise<boolean> {
    const [ended] = await Session.update({ endedAt: clock.now() }, { where: { ...session, endedAt: null } });
    return ended > 0;
  }

  /** Ends every session of a user. @param options.except the id of a session that goes on */
  static async endAll(userId: string, { except }: { except?: string } = {}): Promise<void> {
    const others = except === undefined ? {} : { id: { [Op.ne]: except } };
    await Session.update({ endedAt: clock.now() }, { where: { userId, endedAt: null, ...others } });
  }

  /** The second factor was verified in this session. */
  static async markSecondFactor(id: string): Promise<void> {
    await Session.update({ mfaAt: clock.now() }, { where: { id } });
  }
}
