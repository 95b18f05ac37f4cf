import type { CreationOptional, InferAttributes, InferCreationAttributes } from "sequelize";
import { Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { User } from "../../identity/User.js";
import { Review } from "./Review.js";

/** A user who finds a review helpful. A trigger counts the votes in the review. */
@Table({ tableName: "review_votes", updatedAt: false })
export class ReviewVote extends Model<InferAttributes<ReviewVote>, InferCreationAttributes<ReviewVote>> {
  @ForeignKey(() => Review)
  @Column({ type: DataType.UUID, primaryKey: true })
  declare reviewId: string;

  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, primaryKey: true })
  declare userId: string;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;
}
