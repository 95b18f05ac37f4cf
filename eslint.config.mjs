// The rules of docs/ARCHITECTURE.md that lint can check: types without `any`, no floating promise, at most 300 lines in
// a file, and who may import whom (scripts/importMatrix.mjs).
import prettier from "eslint-config-prettier";
import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";
import { categories, packageRules, policies } from "./scripts/importMatrix.mjs";

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
  selector: ":function CallExpression[callee.name='statement']",
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
  {
    files: ["src/**/*.ts"],
    plugins: { boundaries },
    settings: {
      "boundaries/files": categories,
      "import/resolver": { typescript: { alwaysTryTypes: true } },
    },
    rules: {
      "boundaries/dependencies": ["error", { default: "disallow", policies }],
      "boundaries/no-unknown-files": "error",
    },
  },
  ...packageRules,
);
