import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, Model, Table } from "sequelize-typescript";
import { statement } from "../../database/statement.js";

/** A process that runs jobs, and the time of its last heartbeat. */
@Table({ tableName: "job_workers", timestamps: false })
export class JobWorker extends Model<InferAttributes<JobWorker>, InferCreationAttributes<JobWorker>> {
  /** graphile-worker's name of the pool of workers; its jobs have it in `locked_by`. */
  @Column({ type: DataType.TEXT, primaryKey: true })
  declare id: string;

  @Column({ type: DataType.DATE, defaultValue: DataType.NOW, allowNull: false })
  declare seenAt: CreationOptional<Date>;

  // verbs

  /**
   * Records a worker's heartbeat, and unlocks the jobs of dead workers. graphile-worker alone unlocks a job after four
   * hours.
   */
  static async reportAlive(id: string): Promise<void> {
    await reportAlive({ id });
  }

  /** Records that a worker has stopped, and unlocks its jobs. */
  static async reportGone(id: string): Promise<void> {
    await reportGone({ id });
  }
}

/** A worker without a heartbeat for this long is dead. */
const DEAD_AFTER = "interval '20 seconds'";

// Statements because a worker's row and the locks of graphile-worker change together, in one round trip.

const reportAlive = statement<never, { id: string }>(`
  WITH alive AS (
    INSERT INTO job_workers (id) VALUES (:id) ON CONFLICT ON CONSTRAINT job_workers_pkey DO UPDATE SET seen_at = now()
  ), forgotten AS (
    DELETE FROM job_workers WHERE seen_at < now() - interval '1 hour' AND id <> :id
  ), dead AS (
    SELECT array_agg(DISTINCT j.locked_by) AS ids FROM graphile_worker.jobs j
    WHERE j.locked_at < now() - ${DEAD_AFTER} AND j.locked_by <> :id
      AND NOT EXISTS (SELECT FROM job_workers w WHERE w.id = j.locked_by AND w.seen_at >= now() - ${DEAD_AFTER})
  )
  SELECT graphile_worker.force_unlock_workers(ids) FROM dead WHERE ids IS NOT NULL`);

const reportGone = statement<never, { id: string }>(`
  WITH gone AS (DELETE FROM job_workers WHERE id = :id)
  SELECT graphile_worker.force_unlock_workers(ARRAY[:id])`);
