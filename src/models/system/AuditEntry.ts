import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import type { ActorType } from "./vocabulary.js";

/** The fields that the hash of an entry covers, besides the previous hash. `recordedAt` is in ISO 8601, UTC. */
export type ChainedEntry = {
  id: string;
  recordedAt: string;
  actorType: ActorType;
  actorId: string | null;
  action: string;
  targetType: string | null;
  targetId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string | null;
  requestId: string | null;
};

/** An entry of the hash-chained audit log. Only services/system/recordAudit.ts may write it. */
@Table({ tableName: "audit_log", timestamps: false })
export class AuditEntry extends Model<InferAttributes<AuditEntry>, InferCreationAttributes<AuditEntry>> {
  @Column({ type: DataType.BIGINT, primaryKey: true })
  declare id: string;

  @Column({ type: DataType.DATE, defaultValue: DataType.NOW, allowNull: false })
  declare recordedAt: CreationOptional<Date>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare actorType: ActorType;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare actorId: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare action: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare targetType: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare targetId: CreationOptional<string | null>;

  @Column({ type: DataType.JSONB, allowNull: true })
  declare before: CreationOptional<Record<string, unknown> | null>;

  @Column({ type: DataType.JSONB, allowNull: true })
  declare after: CreationOptional<Record<string, unknown> | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare ip: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare requestId: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare previousHash: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare hash: string;

  // finders

  /** The entries of a user's actions, oldest first. */
  static findAllOfUser(actorId: string): Promise<AuditEntry[]> {
    const attributes = ["id", "action", "recordedAt", "ip"];
    return AuditEntry.findAll({ where: { actorId, actorType: "user" }, attributes, order: [["id", "ASC"]] });
  }

  /** The id and the hash of the latest entry; null for an empty log. */
  static findLatest(): Promise<AuditEntry | null> {
    return AuditEntry.findOne({ attributes: ["id", "hash"], order: [["id", "DESC"]] });
  }
}
