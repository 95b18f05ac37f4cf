import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";

export type ActorType = "user" | "api_key" | "guest" | "system";

/** One row of the hash-chained audit log; written by services/system/recordAudit.ts only. */
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

  /** What a user did, the oldest first. */
  static findAllOfUser(actorId: string): Promise<AuditEntry[]> {
    const attributes = ["id", "action", "recordedAt", "ip"];
    return AuditEntry.findAll({ where: { actorId, actorType: "user" }, attributes, order: [["id", "ASC"]] });
  }
}
