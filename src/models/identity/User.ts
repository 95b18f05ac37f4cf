import {
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type NonAttribute,
  Op,
  Transaction,
} from "sequelize";
import { BelongsTo, Column, DataType, ForeignKey, HasMany, Model, Table } from "sequelize-typescript";
import { config } from "../../config.js";
import { WITHOUT_KEY } from "../../database/locks.js";
import { NotFound } from "../../errors/system.js";
import { clock } from "../../lib/clock.js";
import { NO_PASSWORD, NOBODYS_DOMAIN } from "../../lib/identity.js";
import { newId } from "../../lib/ids.js";
import { Cart } from "../cart/Cart.js";
import { Mail } from "../messaging/Mail.js";
import { Order } from "../orders/Order.js";
import { ApiKey } from "./ApiKey.js";
import { EmailChange } from "./EmailChange.js";
import { OneTimeCode } from "./OneTimeCode.js";
import { RecoveryCode } from "./RecoveryCode.js";
import { Role } from "./Role.js";
import { Session } from "./Session.js";
import { UserAddress } from "./UserAddress.js";
import { UserIdentity } from "./UserIdentity.js";
import { ADMIN, CUSTOMER, isStaffRole } from "./vocabulary.js";

const WITH_ROLE = { model: Role, required: true };

/** The name of a row of `roles`: `customer`, `admin`, or a role that the shop made. */
export type RoleName = string;

/** A user with the row of their role, which holds their permissions. Every view of a user needs it. */
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

  /** When the account became passwordless; a trigger clears it when one is set. */
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

  /** Part of every access token: incrementing it ends them all. */
  @Column({ type: DataType.INTEGER, defaultValue: 0, allowNull: false })
  declare tokenVersion: CreationOptional<number>;

  /** Sealed (lib/seal.ts); null until enrolment begins. */
  @Column({ type: DataType.BLOB, allowNull: true })
  declare totpSecret: CreationOptional<Buffer | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare totpConfirmedAt: CreationOptional<Date | null>;

  /** The last time step that was used, so that a code works once. A bigint, hence text. */
  @Column({ type: DataType.BIGINT, allowNull: true })
  declare totpLastStep: CreationOptional<string | null>;

  @Column({ type: DataType.DATE, allowNull: true })
  declare anonymizedAt: CreationOptional<Date | null>;

  /** Incremented by a trigger when a field of the profile changes. */
  @Column({ type: DataType.INTEGER, defaultValue: 1, allowNull: false })
  declare version: CreationOptional<number>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare createdAt: CreationOptional<Date>;

  @Column({ type: DataType.DATE, allowNull: false })
  declare updatedAt: CreationOptional<Date>;

  // associations

  @BelongsTo(() => Role)
  declare roleRow?: NonAttribute<Role>;

  @HasMany(() => Session)
  declare sessions?: NonAttribute<Session[]>;

  @HasMany(() => UserIdentity)
  declare identities?: NonAttribute<UserIdentity[]>;

  @HasMany(() => UserAddress)
  declare addresses?: NonAttribute<UserAddress[]>;

  @HasMany(() => EmailChange)
  declare emailChanges?: NonAttribute<EmailChange[]>;

  @HasMany(() => OneTimeCode)
  declare oneTimeCodes?: NonAttribute<OneTimeCode[]>;

  @HasMany(() => RecoveryCode)
  declare recoveryCodes?: NonAttribute<RecoveryCode[]>;

  @HasMany(() => ApiKey)
  declare createdApiKeys?: NonAttribute<ApiKey[]>;

  @HasMany(() => Cart)
  declare carts?: NonAttribute<Cart[]>;

  @HasMany(() => Order)
  declare orders?: NonAttribute<Order[]>;

  @HasMany(() => Mail)
  declare mails?: NonAttribute<Mail[]>;

  // predicates

  /** The version of the profile. */
  get etag(): NonAttribute<string> {
    return `${this.version}.${this.id.slice(-12)}`;
  }

  /** The version of what staff see: the profile, and the role with its permissions. Needs `roleRow`. */
  get roleEtag(): NonAttribute<string> {
    return [this.version, this.role, this.roleRow?.version].join(".");
  }

  get isAdmin(): NonAttribute<boolean> {
    return this.role === ADMIN;
  }

  /** Whether they may hold permissions. */
  get isStaff(): NonAttribute<boolean> {
    return isStaffRole(this.role);
  }

  /** Whether the account is closed: the row stays for the orders. */
  get isClosed(): NonAttribute<boolean> {
    return this.anonymizedAt !== null;
  }

  get hasSecondFactor(): NonAttribute<boolean> {
    return this.totpConfirmedAt !== null;
  }

  /** Whether a session may start: some shops require a verified address first (EMAIL_VERIFICATION). */
  get mayLogIn(): NonAttribute<boolean> {
    return this.emailVerifiedAt !== null || !config.emailVerificationRequired;
  }

  // finders

  /** By e-mail address or username, both normalised. */
  static findByLogin(login: string): Promise<LoadedUser | null> {
    return User.findOne({ where: named(login), include: WITH_ROLE }) as Promise<LoadedUser | null>;
  }

  /** The id of the account with an address. @param email normalised */
  static async idOf(email: string): Promise<string | null> {
    const known = await User.findOne({ where: { email }, attributes: ["id"], raw: true });
    return known?.id ?? null;
  }

  /** The columns that a login is checked with. A plain row, because building a model takes a measurable time. */
  static credentialsOf(login: string): Promise<Pick<User, "id" | "passwordHash"> | null> {
    return User.findOne({ where: named(login), attributes: ["id", "passwordHash"], raw: true });
  }

  /** @throws NotFound */
  static async lockById(id: string): Promise<User> {
    const user = await User.findByPk(id, { lock: WITHOUT_KEY });
    if (!user) throw new NotFound();
    return user;
  }

  /** Locked. @returns null if there is no such account, or it is closed */
  static async lockOpen(id: string): Promise<User | null> {
    const user = await User.findByPk(id, { lock: WITHOUT_KEY });
    return user?.isClosed ? null : user;
  }

  /** Locked against changes; parallel requests may hold this lock together. */
  static lockShared(id: string): Promise<User | null> {
    return User.findByPk(id, { lock: Transaction.LOCK.SHARE });
  }

  /** Locked, with their session checked again. @returns null if the session has ended or the account is closed */
  static async lockLoggedIn(id: string, sessionId: string): Promise<User | null> {
    const user = await User.lockById(id);
    return !user.isClosed && (await Session.isLive(id, sessionId)) ? user : null;
  }

  /** The oldest administrator. */
  static firstAdmin(): Promise<User | null> {
    return User.findOne({
      where: { role: ADMIN },
      order: [
        ["createdAt", "ASC"],
        ["id", "ASC"],
      ],
    });
  }

  static async hasOtherAdmin(id: string): Promise<boolean> {
    const other = { role: ADMIN, anonymizedAt: null, id: { [Op.ne]: id } };
    return (await User.findOne({ where: other, attributes: ["id"], raw: true })) !== null;
  }

  /** With the role that the views show. @throws NotFound */
  static async loadForView(id: string): Promise<LoadedUser> {
    const user = await User.findByPk(id, { include: WITH_ROLE });
    if (!user) throw new NotFound();
    return user as LoadedUser;
  }

  // verbs

  /** Closes the account: deletes the personal data of the row, which stays for the orders, and ends all access tokens. */
  async softDelete(): Promise<void> {
    await this.update({
      email: `deleted-${this.id}${NOBODYS_DOMAIN}`,
      passwordHash: NO_PASSWORD,
      username: null,
      firstName: null,
      lastName: null,
      phone: null,
      role: CUSTOMER,
      emailVerifiedAt: null,
      totpSecret: null,
      totpConfirmedAt: null,
      totpLastStep: null,
      tokenVersion: this.tokenVersion + 1,
      anonymizedAt: clock.now(),
    });
  }
}
