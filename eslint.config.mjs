// Lint holds the house's rules (docs/ARCHITECTURE.md): types without `any`, no floating promise, files that fit
// in the head, and one direction for imports: routes → controllers → services → models.
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Forbids a layer's imports of the layers named; the message says where the arrow should point instead. */
const layer = (folder, forbidden, message, extra = []) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...forbidden.map((name) => ({
            group: [`**/${name}/**`, `**/${name}.js`, `**/${name}`],
            message,
          })),
          ...extra,
        ],
      },
    ],
  },
});

const packages = (names, message) => names.map((name) => ({ group: [name, `${name}/*`], message }));
const typesOnly = (group, message) => ({ group, message, allowTypeImports: true });
/** Models without their vocabularies, which requests and views import as values. */
const MODELS = ["**/models/*/*", "**/models/index.js", "!**/models/*/vocabulary.js"];

const banned = [
  {
    selector: "CallExpression[callee.object.name='sequelize'][callee.property.name='transaction']",
    message: "Use transaction() of src/database/transaction.ts: it notices a COMMIT answered with ROLLBACK.",
  },
  {
    selector: "CallExpression[callee.property.name='sync']",
    message: "sync() is banned; the schema changes by migration.",
  },
  {
    selector: "CallExpression[callee.property.name='findOrCreate']",
    message: "findOrCreate leaks a function per call and races; insert with ON CONFLICT.",
  },
];

/** PostgreSQL keeps a named statement until its connection closes, so a request must not be able to make one. */
const namedPerCall = {
  selector: ":function CallExpression[callee.name=/^(statement|positional)$/]",
  message:
    "Declare a statement where its module is loaded; text that a request shapes is dynamic (dynamicStatement).",
};

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "node_modules/", ".data*/"] },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "bench/**/*.ts", "scripts/**/*.ts"],
    extends: [...tseslint.configs.recommendedTypeChecked, prettier],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": "error",
      "no-restricted-syntax": ["error", ...banned],
    },
  },
  { files: ["src/**/*.ts"], rules: { "no-restricted-syntax": ["error", ...banned, namedPerCall] } },
  { files: ["src/database/**/*.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["src/cli/**/*.ts", "scripts/**/*.ts", "bench/**/*.ts", "src/boot/runProcess.ts"],
    rules: { "no-console": "off" },
  },
  {
    // chai's assertions are expressions.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    extends: [prettier],
    languageOptions: { globals: { process: "readonly", console: "readonly" } },
    rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_" }] },
  },
  layer(
    "routes",
    ["services", "models", "database", "jobs", "events", "subscribers"],
    "Routes know controllers, requests, views and middlewares.",
  ),
  layer(
    "controllers",
    ["routes", "middlewares/transactional", "jobs", "subscribers", "database"],
    "Controllers know services, models, views, policies and errors.",
    packages(
      ["sequelize", "sequelize-typescript", "zod", "pg"],
      "Queries and shapes live in models, services and requests.",
    ),
  ),
  layer(
    "services",
    ["routes", "controllers", "views", "requests", "policies", "jobs", "subscribers", "middlewares"],
    "Services know models, events, lib, errors and database.",
    packages(["express"], "Services do not know HTTP."),
  ),
  layer(
    "models",
    [
      "routes",
      "controllers",
      "services",
      "views",
      "requests",
      "policies",
      "jobs",
      "subscribers",
      "middlewares",
      "events",
    ],
    "Models know other models, database, lib and errors.",
    packages(["express"], "Models do not know HTTP."),
  ),
  layer(
    "views",
    ["routes", "controllers", "services", "requests", "jobs", "subscribers", "middlewares", "database"],
    "Views are pure: no query, no await.",
    [typesOnly(MODELS, "Views take models as types, and vocabularies.")],
  ),
  layer(
    "requests",
    ["routes", "controllers", "services", "views", "jobs", "subscribers", "middlewares", "database"],
    "Requests know vocabularies, lib and zod.",
    [{ group: MODELS, message: "Requests know vocabularies, lib and zod." }],
  ),
  layer(
    "policies",
    [
      "routes",
      "controllers",
      "services",
      "views",
      "requests",
      "jobs",
      "subscribers",
      "middlewares",
      "database",
    ],
    "Policies are pure predicates.",
    [typesOnly(MODELS, "Policies take models as types, and vocabularies.")],
  ),
  layer(
    "events",
    ["routes", "controllers", "services", "views", "jobs", "subscribers", "middlewares"],
    "Events know models and database.",
  ),
  layer(
    "jobs",
    ["routes", "controllers", "views", "requests", "policies", "middlewares"],
    "Jobs know services, models and lib.",
  ),
  layer(
    "subscribers",
    ["routes", "controllers", "requests", "policies", "middlewares"],
    "Subscribers know jobs, services, models and lib.",
  ),
  layer(
    "background",
    ["routes", "controllers", "services", "views", "requests", "policies", "middlewares"],
    "Background work knows jobs and subscribers.",
  ),
  layer(
    "middlewares",
    ["routes", "controllers", "jobs", "subscribers"],
    "Middlewares know models, views, errors, config and passport.",
  ),
  layer(
    "lib",
    [
      "routes",
      "controllers",
      "services",
      "models",
      "views",
      "requests",
      "policies",
      "jobs",
      "subscribers",
      "middlewares",
      "events",
    ],
    "lib knows no models.",
  ),
);
