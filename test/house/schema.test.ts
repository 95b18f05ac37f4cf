import { expect } from "chai";
import type { User } from "../../src/models/identity/User.js";
import { models } from "../../src/models/index.js";
import { sql } from "../support/database.js";

/** Tables and columns without a model: the record of migrations, and columns that only SQL reads. */
const WITHOUT_MODEL = ["SequelizeMeta"];
const WITHOUT_ATTRIBUTE = ["products.search_vector"];
/** Tables whose amounts are in the currency of a parent row. */
const CURRENCY_ELSEWHERE = ["order_items"];
/** Foreign keys without an index, and the reason. */
const FOREIGN_KEYS_WITHOUT_INDEX: Record<string, string> = {
  carts_shipping_option_id_fkey: "shipping options are rarely deleted",
  carts_user_id_fkey:
    "carts_user_id_key has the open carts, and only those are searched; users are not deleted",
  stock_reservations_order_id_fkey:
    "stock_reservations_standing_key has the live and claimed ones; orders are not deleted",
  stock_reservations_variant_id_fkey: "the live ones are indexed; variants with orders are never deleted",
  product_variants_image_id_fkey: "led by product_id, which is selective",
  cart_items_variant_id_fkey: "cart_items_variant_id_idx leads with its second column, which is unique",
  order_items_variant_id_fkey: "order_items_variant_id_idx leads with its second column, which is unique",
};

type Column = { table: string; column: string; type: string; nullable: boolean; primary: boolean };
type Attribute = { type: { toSql?: () => string; toString: () => string }; allowNull?: boolean };

/** PostgreSQL's names of Sequelize's types. */
const CANONICAL: [RegExp, string][] = [
  [/^TIMESTAMP WITH TIME ZONE$/, "timestamp with time zone"],
  [/^DECIMAL\((\d+),(\d+)\)$/, "numeric($1,$2)"],
  [/^BLOB$|^BYTEA$/, "bytea"],
  [/^DATETIME$/, "timestamp with time zone"],
];
function postgresType({ type }: Attribute): string {
  const written = (type.toSql?.() ?? type.toString()).toUpperCase();
  for (const [pattern, name] of CANONICAL) if (pattern.test(written)) return written.replace(pattern, name);
  return written.toLowerCase();
}

const modelColumns = (): Column[] =>
  models.flatMap((model) =>
    Object.values((model as typeof User).getAttributes()).map((attribute) => ({
      table: model.getTableName() as string,
      column: attribute.field ?? "",
      type: postgresType(attribute as unknown as Attribute),
      nullable: attribute.allowNull !== false && !attribute.primaryKey,
      primary: Boolean(attribute.primaryKey),
    })),
  );

const databaseColumns = (): Promise<Column[]> =>
  sql<Column>(`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
           NOT a.attnotnull AS nullable, coalesce(a.attnum = ANY (p.conkey), false) AS primary
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`);

const known = ({ table, column }: Column): boolean =>
  !WITHOUT_MODEL.includes(table) && !WITHOUT_ATTRIBUTE.includes(`${table}.${column}`);

describe("The database schema after the migrations", () => {
  it("matches the models: tables, columns, types, nullability, primary keys", async () => {
    const describeColumn = ({ table, column, type, nullable, primary }: Column) =>
      `${table}.${column} ${type}${nullable ? "" : " NOT NULL"}${primary ? " PRIMARY KEY" : ""}`;
    const migrated = (await databaseColumns()).filter(known).map(describeColumn).sort();
    expect(modelColumns().map(describeColumn).sort()).to.deep.equal(migrated);
  });

  it("has the listed exceptions", async () => {
    const columns = await databaseColumns();
    expect(columns.map(({ table }) => table)).to.include.members(WITHOUT_MODEL);
    expect(columns.map(({ table, column }) => `${table}.${column}`)).to.include.members(WITHOUT_ATTRIBUTE);
  });

  it("names every constraint and index after its table and kind", async () => {
    const endings: Record<string, string> = { p: "pkey", u: "key", f: "fkey", c: "check", t: "trigger" };
    const constraints = await sql<{ table: string; name: string; kind: string }>(`
      SELECT c.relname AS table, n.conname AS name, n.contype AS kind
      FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
      WHERE c.relnamespace = 'public'::regnamespace AND n.contype <> 'n'`);
    const indexes = await sql<{ table: string; name: string; unique: boolean }>(`
      SELECT t.relname AS table, c.relname AS name, i.indisunique AS unique
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
      WHERE c.relnamespace = 'public'::regnamespace`);
    const wanted = (table: string, ending: string) => new RegExp(`^${table}_([a-z_]+_)?${ending}$`);
    const wrong = [
      ...constraints.filter(({ table, name, kind }) => !wanted(table, endings[kind] ?? "?").test(name)),
      ...indexes.filter(({ table, name, unique }) => !wanted(table, unique ? "p?key" : "idx").test(name)),
    ].filter(({ table }) => table !== "SequelizeMeta");
    expect(wrong).to.deep.equal([]);
    expect(constraints.length).to.be.above(models.length);
  });

  it("has an index that leads with every foreign key", async () => {
    const bare = await sql<{ name: string }>(`
      SELECT f.conname AS name FROM pg_constraint f
      WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = f.conrelid
          -- A partial index serves only its rows, unless it omits just those whose key is null.
          AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) LIKE '%IS NOT NULL%')
          AND (i.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey)`);
    const missing = bare.map(({ name }) => name).sort();
    expect(missing).to.deep.equal(Object.keys(FOREIGN_KEYS_WITHOUT_INDEX).sort());
  });

  it("has no enum types, no times without a zone, no floats and no varchar", async () => {
    const enums = await sql(
      `SELECT typname FROM pg_type WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace`,
    );
    expect(enums).to.deep.equal([]);
    const banned = /^(timestamp without|time |date$|real|double|money|character|json$|serial)/;
    const columns = (await databaseColumns()).filter(known);
    expect(columns.filter(({ type }) => banned.test(type))).to.deep.equal([]);
    const times = columns.filter(({ column }) => column.endsWith("_at"));
    expect(times.filter(({ type }) => type !== "timestamp with time zone")).to.deep.equal([]);
    const others = columns.filter(
      ({ type, column }) => type.startsWith("timestamp") && !/_(at|until)$/.test(column),
    );
    expect(others, "a time is named *_at").to.deep.equal([]);
  });

  it("keeps money as integer minor units beside a currency", async () => {
    const columns = (await databaseColumns()).filter(known);
    const amounts = columns.filter(({ column }) => /(^|_)amount$/.test(column));
    expect(amounts).to.have.length.at.least(1);
    expect(amounts.filter(({ type }) => type !== "integer")).to.deep.equal([]);
    expect(
      columns.filter(({ column }) => /price|cost|total$/.test(column) && !column.endsWith("_amount")),
    ).to.deep.equal([]);
    const withCurrency = new Set(
      columns.filter(({ column }) => column === "currency").map(({ table }) => table),
    );
    const without = new Set(amounts.map(({ table }) => table).filter((table) => !withCurrency.has(table)));
    expect([...without].sort()).to.deep.equal(CURRENCY_ELSEWHERE);
  });
});
