import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
} from "sequelize";
import {
  BelongsTo,
  BelongsToMany,
  Column,
  DataType,
  ForeignKey,
  HasMany,
  Model,
  Table,
} from "sequelize-typescript";
import { type FieldError } from "../../errors/defineError.js";
import { NotFound, ValidationFailed } from "../../errors/system.js";
import { WITHOUT_KEY } from "../../database/locks.js";
import { newId } from "../../lib/ids.js";
import { isUuid } from "../../lib/text/slug.js";
import { Product } from "./Product.js";
import { ProductCategory } from "./ProductCategory.js";

/** A group of products; categories form a tree by `parentId`. */
@Table({ tableName: "categories" })
export class Category extends Model<InferAttributes<Category>, InferCreationAttributes<Category>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @ForeignKey(() => Category)
  @Column({ type: DataType.UUID, allowNull: true })
  declare parentId: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare slug: string;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare name: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare description: CreationOptional<string | null>;

  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare position: CreationOptional<number>;

  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Category, "parentId")
  declare parent?: NonAttribute<Category | null>;

  @HasMany(() => Category, "parentId")
  declare children?: NonAttribute<Category[]>;

  @BelongsToMany(() => Product, () => ProductCategory)
  declare products?: NonAttribute<Product[]>;

  // finders

  /**
   * The ids of categories given by id or slug, in the same order.
   * @param path of the field that contains them, for the error
   * @throws ValidationFailed with an entry for each that does not exist
   */
  static async idsOf(keys: string[], path: string): Promise<string[]> {
    if (keys.length === 0) return [];
    const ids = keys.filter(isUuid).map((id) => id.toLowerCase());
    const slugs = keys.filter((key) => !isUuid(key));
    const found = await Category.findAll({ where: { [Op.or]: [{ id: ids }, { slug: slugs }] } });
    const byKey = new Map(found.flatMap(({ id, slug }) => [[id, id] as const, [slug, id] as const]));
    const errors: FieldError[] = [];
    const answer = keys.map((key, at) => {
      const id = byKey.get(isUuid(key) ? key.toLowerCase() : key);
      if (id === undefined)
        errors.push({ path: `${path}.${at}`, code: "unknown", message: "This category does not exist." });
      return id as string;
    });
    if (errors.length > 0) throw new ValidationFailed({ errors });
    return answer;
  }

  /** @throws NotFound */
  static async lockById(id: string): Promise<Category> {
    const category = await Category.findByPk(id, { lock: WITHOUT_KEY });
    if (!category) throw new NotFound();
    return category;
  }

  /** @returns whether it has child categories */
  async hasChildren(): Promise<boolean> {
    return (await Category.count({ where: { parentId: this.id } })) > 0;
  }
}
