import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";

/** A request with an Idempotency-Key, and its sealed reply. */
@Table({ tableName: "idempotency_keys", updatedAt: false })
export class IdempotencyKey extends Model<
  InferAttributes<IdempotencyKey>,
  InferCreationAttributes<IdempotencyKey>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare scope: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare keyHash: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare requestHash: string;

  /** The type of the resource that a request in several transactions has created: `order`, `payment`. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare resourceType: CreationOptional<string | null>;

  @Column({ type: DataType.UUID, allowNull: true })
  declare resourceId: CreationOptional<string | null>;

  /** Until then the request counts as running. */
  @Column({ type: DataType.DATE, allowNull: true })
  declare lockedUntil: CreationOptional<Date | null>;

  @Column({ type: DataType.BLOB, allowNull: true })
  declare response: CreationOptional<Buffer | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare completedAt: CreationOptional<Date | null>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;
}
