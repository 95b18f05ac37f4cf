import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { newId } from "../../lib/ids.js";

/** The inbox of provider webhooks: one row per event of a provider. The job processWebhook processes it. */
@Table({ tableName: "webhook_events", timestamps: false })
export class WebhookEvent extends Model<
  InferAttributes<WebhookEvent>,
  InferCreationAttributes<WebhookEvent>
> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare provider: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare eventId: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare type: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare providerSessionId: string;

  @Column({ type: DataType.DATE, defaultValue: DataType.NOW, allowNull: false })
  declare receivedAt: CreationOptional<Date>;
}
