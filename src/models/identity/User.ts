import type { CreationOptional, InferAttributes, InferCreationAttributes, NonAttribute } from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, Model, Table } from "sequelize-typescript";
import { config } from "../../config.js";
import { WITHOUT_KEY } from "../../database/locks.js";
import { NotFound } from "../../errors/system.js";
import { newId } from "../../lib/ids.js";
import { Role } from "./Role.js";

const WITH_ROLE = { model: Role, required: true };

/** The name of a row of `roles`: `customer`, `admin`, or a shop's own. */
export type RoleName = string;

/** A user with their role's row, which says what they may do: nothing shows a user without it. */
export type LoadedUser = User & { roleRow: Role };

/** Only an e-mail address has an @. */
const named = (login: string) => (login.includes("@") ? { email: login } : { username: login });

/** A person with an account. E-mail and username are stored in their normalised form (lib/identity.ts). */
@Table({ tableName: "users" })
export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  @Column({ type: DataType.UUID, primaryKey: true, defaultValue: newId })
  declare id: CreationOptional<string>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare email: string;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare username: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: false })
  declare passwordHash: string;

  /** Since when nobody knows a password of this account; a trigger ends it when one is set. */
  @Column({ type: DataType.DATE, allowNull: true })
  declare passwordlessAt: CreationOptional<Date | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare firstName: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare lastName: CreationOptional<string | null>;

  @Column({ type: DataType.TEXT, allowNull: true })
  declare phone: CreationOptional<string | null>;

  @ForeignKey(() => Role)
  @Column({ type: DataType.TEXT, defaultValue: "customer", allowNull: false })
  declare role: CreationOptional<RoleName>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare emailVerifiedAt: CreationOptional<Date | null>;

  /** Access tokens carry it: adding one ends them all at once. */
  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare tokenVersion: CreationOptional<number>;

  /** Sealed (lib/seal.ts); null until enrolment begins. */
  @Column({ type: DataType.BLOB, allowNull: true })
  declare totpSecret: CreationOptional<Buffer | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare totpConfirmedAt: CreationOptional<Date | null>;

  /** The last time step that was used (a bigint, hence text), so that a code works once. */
  @Column({ type: DataType.BIGINT, allowNull: true })
  declare totpLastStep: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare anonymizedAt: CreationOptional<Date | null>;

  /** Raised by a trigger when something changes that a profile shows. */
  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Role)
  declare roleRow?: NonAttribute<Role>;

  // predicates

  /** Whether a session may start: some shops require a verified address first (EMAIL_VERIFICATION). */
  get mayLogIn(): NonAttribute<boolean> {
    return this.emailVerifiedAt !== null || !config.emailVerificationRequired;
  }

  // finders

  /** By e-mail address or username, both normalised. */
  static findByLogin(login: string): Promise<LoadedUser | null> {
    return User.findOne({ where: named(login), include: WITH_ROLE }) as Promise<LoadedUser | null>;
  }

  /** Whose address it is. @param email normalised */
  static async idOf(email: string): Promise<string | null> {
    const known = await User.findOne({ where: { email }, attributes: ["id"], raw: true });
    return known?.id ?? null;
  }

  /** What a login is checked by, as a plain row: to make a model of it takes a time that can be measured. */
  static credentialsOf(login: string): Promise<Pick<User, "id" | "passwordHash"> | null> {
    return User.findOne({ where: named(login), attributes: ["id", "passwordHash"], raw: true });
  }

  /** @throws NotFound */
  static async lockById(id: string): Promise<User> {
    const user = await User.findByPk(id, { lock: WITHOUT_KEY });
    if (!user) throw new NotFound();
    return user;
  }

  /** With what a view of them shows. @throws NotFound */
  static async loadForView(id: string): Promise<LoadedUser> {
    const user = await User.findByPk(id, { include: WITH_ROLE });
    if (!user) throw new NotFound();
    return user as LoadedUser;
  }
}
