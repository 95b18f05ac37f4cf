import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";

/** A process that runs jobs, and when it last said that it is alive. */
@Table({ tableName: "job_workers", timestamps: false })
export class JobWorker extends Model<InferAttributes<JobWorker>, InferCreationAttributes<JobWorker>> {
  /** graphile-worker's name for the pool of workers, as it stands in the `locked_by` of its jobs. */
  @Column({ type: DataType.TEXT, primaryKey: true })
  declare id: string;

  @Column({ type: DataType.DATE, defaultValue: DataType.NOW, allowNull: false })
  declare seenAt: CreationOptional<Date>;
}
