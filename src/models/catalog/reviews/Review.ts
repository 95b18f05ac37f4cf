import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
  type WhereOptions,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { WITHOUT_KEY } from "../../../database/locks.js";
import { NotFound } from "../../../errors/system.js";
import { newId } from "../../../lib/ids.js";
import type { PageKey, PageStart } from "../../../lib/paging.js";
import { User } from "../../identity/User.js";
import { Product } from "../Product.js";
import type { ReviewSort, ReviewStatus } from "../vocabulary.js";

export type ReviewFilter = { productId?: string; status?: ReviewStatus };

/** A customer's review of a product. Triggers keep the rating of the product, and `helpfulCount`. */
@Table({ tableName: "reviews" })
export class Review extends Model<InferAttributes<Review>, InferCreationAttributes<Review>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Product)
  @Column({ type: DataType.UUID, allowNull: false })
  declare productId: string;

  /** Null after the account is closed. */
  @ForeignKey(() => User)
  @Column({ type: DataType.UUID, allowNull: true })
  declare userId: string | null;

  /** The public name at the time of writing; null for an anonymous review. */
  @Column({ type: DataType.TEXT, allowNull: true })
  declare author: string | null;

  @Column({ type: DataType.INTEGER, allowNull: false })
  declare rating: number;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare title: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare text: string;

  @Column({ type: DataType.BOOLEAN, allowNull: false })
  declare verifiedPurchase: boolean;

  @Column({ type: DataType.TEXT, defaultValue: "pending", allowNull: false })
  declare status: CreationOptional<ReviewStatus>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare reply: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare helpfulCount: CreationOptional<number>;

  /** Incremented by a trigger, except by votes. */
  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Product)
  declare product?: NonAttribute<Product>;

  @BelongsTo(() => User)
  declare user?: NonAttribute<User | null>;

  // finders

  /** A page of reviews. Ids are UUIDv7, so the newest review has the greatest id. */
  static async page(
    filter: ReviewFilter,
    sort: ReviewSort,
    limit: number,
    start: PageStart,
  ): Promise<{ rows: Review[]; next: PageKey | null }> {
    const found = await Review.findAll({
      where: { [Op.and]: [{ ...filter }, afterKey(sort, "after" in start ? start.after : null)] },
      order:
        sort === "helpful"
          ? [
              ["helpfulCount", "DESC"],
              ["id", "DESC"],
            ]
          : [["id", "DESC"]],
      limit: limit + 1,
      offset: "offset" in start ? start.offset : 0,
    });
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    if (!last || found.length <= limit) return { rows, next: null };
    return { rows, next: sort === "helpful" ? [last.helpfulCount, last.id] : [last.id] };
  }

  static findAllOf(userId: string): Promise<Review[]> {
    return Review.findAll({ where: { userId }, order: [["id", "ASC"]] });
  }

  /** @throws NotFound */
  static async load(id: string): Promise<Review> {
    const review = await Review.findByPk(id);
    if (!review) throw new NotFound();
    return review;
  }

  /** Locks the product first, as every writer of a rating does. @throws NotFound */
  static async lockWithProduct(id: string): Promise<Review> {
    const { productId } = await Review.load(id);
    await Product.findByPk(productId, { attributes: ["id"], lock: WITHOUT_KEY });
    return Review.lockById(id);
  }

  /** @throws NotFound */
  static async lockById(id: string): Promise<Review> {
    const review = await Review.findByPk(id, { lock: WITHOUT_KEY });
    if (!review) throw new NotFound();
    return review;
  }
}

function afterKey(sort: ReviewSort, after: PageKey | null): WhereOptions {
  if (!after) return {};
  if (sort === "newest") return { id: { [Op.lt]: after[0] } };
  const [helpfulCount, id] = after;
  return { [Op.or]: [{ helpfulCount: { [Op.lt]: helpfulCount } }, { helpfulCount, id: { [Op.lt]: id } }] };
}
