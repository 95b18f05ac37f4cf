import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";

/** A fact, written in the transaction that made it true, to be acted on after the commit. */
@Table({ tableName: "outbox_events", updatedAt: false })
export class OutboxEvent extends Model<InferAttributes<OutboxEvent>, InferCreationAttributes<OutboxEvent>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare name: string;

  @Column({ type: DataType.JSONB, allowNull: false })
  declare payload: Record<string, unknown>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare processedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare attempts: CreationOptional<number>;

  @Column({ type: DataType.DATE, defaultValue: DataType.NOW, allowNull: false })
  declare nextAttemptAt: CreationOptional<Date>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare lastError: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;
}
