import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { WITHOUT_KEY } from "../../database/locks.js";
import { NotFound } from "../../errors/system.js";
import { clock } from "../../lib/clock.js";
import { newId } from "../../lib/ids.js";
import type { PageStart } from "../../lib/paging.js";
import { pageById } from "../system/pageById.js";
import { User } from "./User.js";

/** An API key: permissions of a server, without a user. Its secret is shown once and stored hashed. */
@Table({ tableName: "api_keys" })
export class ApiKey extends Model<InferAttributes<ApiKey>, InferCreationAttributes<ApiKey>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare name: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare prefix: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare secretHash: string;

  @Column({ type: DataType.ARRAY(DataType.TEXT), allowNull: false })
  declare permissions: string[];

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: true })
  declare createdBy: CreationOptional<string | null>;

  @ForeignKey(() => ApiKey)
  @Column({ type: DataType.UUID, allowNull: true })
  declare rotatedFrom: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare expiresAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare lastUsedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare revokedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // finders

  /** @throws NotFound */
  static async findById(id: string): Promise<ApiKey> {
    const key = await ApiKey.findByPk(id);
    if (!key) throw new NotFound();
    return key;
  }

  /** @throws NotFound */
  static async lockById(id: string): Promise<ApiKey> {
    const key = await ApiKey.findByPk(id, { lock: WITHOUT_KEY });
    if (!key) throw new NotFound();
    return key;
  }

  static list(limit: number, start: PageStart) {
    return pageById(ApiKey, {}, { limit, start });
  }

  // predicates

  get etag(): NonAttribute<string> {
    return String(this.version);
  }

  /** Whether it is neither revoked nor expired. */
  get isActive(): NonAttribute<boolean> {
    return this.revokedAt === null && (this.expiresAt === null || this.expiresAt > clock.now());
  }

  // verbs

  /** Revokes it at once. The row stays, because the audit log refers to it. */
  async revoke(): Promise<void> {
    if (this.revokedAt === null) await this.update({ revokedAt: clock.now() });
  }
}
