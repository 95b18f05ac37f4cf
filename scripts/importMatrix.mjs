// The allowed imports between layers. The lint rule (eslint.config.mjs) and the table of docs/ARCHITECTURE.md (npm run
// architecture) are generated from this file. An import that no row allows is an error, and there are no cycles.

/** Every layer except lib, config and the vocabularies may import these. */
const BASE = ["config", "errors", "lib", "logger", "vocabulary"];
const HTTP = ["express"];
const SQL = ["sequelize", "sequelize-typescript", "pg"];

/**
 * Per layer: the other layers that it may import (`knows`), those that it may import as a type only (`types`), and the
 * packages that it must not import (`npm`). Outermost layers first.
 */
export const LAYERS = {
  process: { files: "src/{server,worker}.ts", knows: ["boot"] },
  boot: { knows: ["app", "background", "services", "models", "database", "embeddedPostgres", ...BASE] },
  app: { files: "src/{app,httpServer}.ts", knows: ["routes", "middlewares", "models", "http", ...BASE] },
  cli: { knows: ["services", "models", "importers", "database", "embeddedPostgres", ...BASE], npm: HTTP },
  openapi: { knows: ["routes", "middlewares", "views", "policies", "http", "limits", ...BASE] },
  routes: { knows: ["controllers", "requests", "views", "middlewares"], npm: SQL },
  controllers: {
    knows: ["services", "models", "views", "policies", "passport", "http", ...BASE],
    types: ["requests"],
    npm: [...HTTP, ...SQL, "zod"],
  },
  middlewares: {
    knows: ["services", "views", "policies", "passport", "limits", "http", "database", ...BASE],
    types: ["models"],
  },
  background: { knows: ["jobs", "subscribers", "models", "database", ...BASE], npm: HTTP },
  jobs: { knows: ["services", "models", ...BASE], npm: [...HTTP, ...SQL] },
  subscribers: {
    knows: ["services", "views", "models", "events", "database", ...BASE],
    npm: [...HTTP, ...SQL],
  },
  passport: { knows: ["services", "models", "limits", "http", ...BASE] },
  requests: { knows: ["http", "config", "lib", "vocabulary"], npm: [...HTTP, ...SQL] },
  views: {
    knows: ["lib", "vocabulary"],
    types: ["services", "models", "errors"],
    npm: [...HTTP, ...SQL],
  },
  policies: { knows: ["errors", "lib", "vocabulary"], types: ["models"], npm: [...HTTP, ...SQL] },
  http: { knows: BASE, npm: SQL },
  services: {
    knows: ["models", "events", "gateways", "importers", "limits", "database", ...BASE],
    npm: [...HTTP, "zod"],
  },
  gateways: { knows: ["models", ...BASE], npm: HTTP },
  events: { knows: ["models", "lib"], npm: HTTP },
  limits: { knows: ["database", ...BASE], npm: HTTP },
  models: { knows: ["database", ...BASE], npm: HTTP },
  importers: { knows: ["lib"], npm: [...HTTP, ...SQL] },
  database: { knows: BASE, npm: HTTP },
  embeddedPostgres: { knows: [], npm: HTTP },
  errors: { knows: ["lib", "vocabulary"], npm: [...HTTP, ...SQL] },
  logger: { files: "src/logger.ts", knows: ["config", "lib"] },
  config: { files: "src/config.ts", knows: ["lib"] },
  vocabulary: { files: "src/models/*/vocabulary.ts", knows: ["lib"], npm: [...HTTP, ...SQL] },
  lib: { knows: [], npm: [...HTTP, ...SQL] },
};

/** In this order: a domain may use the domains before it. Models are one graph, so the order does not apply to them. */
export const DOMAINS = [
  "system",
  "identity",
  "catalog",
  "inventory",
  "pricing",
  "cart",
  "orders",
  "payments",
  "fulfilment",
  "messaging",
  "checkout",
  "account",
];

/** Layers that may declare SQL. */
const SQL_LAYERS = ["models", "limits", "database"];

const layers = Object.entries(LAYERS);
const domain = (name) => `domain ${name}`;
const filesOf = ([layer, { files = `src/${layer}/**` }]) => files;

/** For eslint-plugin-boundaries, the categories of a file: its layer and its domain. */
export const categories = [
  ...layers.map((entry) => ({ category: entry[0], pattern: filesOf(entry) })),
  ...DOMAINS.map((name) => ({ category: domain(name), pattern: `src/!(models)/${name}/**` })),
  { category: "statement", pattern: "src/database/statement.ts" },
];

const file = (...names) => ({ file: { categories: { anyOf: names } } });

/** For eslint-plugin-boundaries; the last policy that matches an import decides. */
export const policies = [
  ...layers.flatMap(([layer, { knows, types = [] }]) => [
    { from: file(layer), allow: { to: file(layer, ...knows) } },
    ...types.map((type) => ({ from: file(layer), allow: { to: file(type), dependency: { kind: "type" } } })),
  ]),
  {
    from: file(...layers.map(([layer]) => layer).filter((layer) => !SQL_LAYERS.includes(layer))),
    disallow: { to: file("statement") },
    message: "Declare a statement beside its model, in src/models.",
  },
  { from: file("vocabulary"), disallow: { to: file("models") } },
  { from: file("vocabulary"), allow: { to: file("vocabulary") } },
  ...DOMAINS.slice(0, -1).map((name, at) => ({
    from: file(domain(name)),
    disallow: { to: file(...DOMAINS.slice(at + 1).map(domain)) },
    message: `The domain ${name} may not use a later one: publish an event, or compose both in checkout or account.`,
  })),
];

/** For no-restricted-imports: the packages that a layer must not import. */
export const packageRules = layers
  .filter(([, { npm = [] }]) => npm.length > 0)
  .map(([layer, { npm, ...entry }]) => ({
    files: [filesOf([layer, entry])],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: npm.flatMap((name) => [name, `${name}/*`]), message: `${layer} must not import it.` },
          ],
        },
      ],
    },
  }));

const row = ([layer, { knows, types = [] }]) => {
  const own = knows.filter((name) => name !== layer && !BASE.includes(name));
  const base = BASE.every((name) => knows.includes(name))
    ? ["the base"]
    : knows.filter((name) => BASE.includes(name));
  return `| \`${layer}\` | ${[...own, ...base].join(", ") || "nothing"} | ${types.join(", ")} |`;
};

/** The text of docs/ARCHITECTURE.md between its two markers. */
export const table = () =>
  [
    "| Layer | may import | as types only |",
    "| --- | --- | --- |",
    ...layers.map(row),
    "",
    `The base is ${BASE.map((name) => `\`${name}\``).join(", ")}. Domains: ${DOMAINS.map((name) => `\`${name}\``).join(" < ")}.`,
  ].join("\n");
