import path from "node:path";
import { ESLint } from "eslint";
import { expect } from "chai";

const root = path.resolve(__dirname, "../..");

/**
 * Small invalid files for each layer, with the rule by which lint must reject them. They have names of existing files,
 * because the type-aware rules accept no others.
 */
const WRONG: [where: string, code: string, rule: string][] = [
  [
    "src/routes/account/me.ts",
    'import { User } from "../../models/identity/User.js";\nUser.name;',
    "boundaries/dependencies",
  ],
  ["src/controllers/account/me.ts", 'import { Op } from "sequelize";\nOp.and;', "no-restricted-imports"],
  ["src/controllers/account/me.ts", 'import { z } from "zod";\nz.string();', "no-restricted-imports"],
  [
    "src/controllers/account/me.ts",
    'import { transaction } from "../../database/transaction.js";\nvoid transaction;',
    "boundaries/dependencies",
  ],
  [
    "src/services/identity/sessions/endAllSessions.ts",
    'import express from "express";\nexpress();',
    "no-restricted-imports",
  ],
  [
    "src/services/identity/sessions/endAllSessions.ts",
    'import { renderUser } from "../../../views/identity/user.js";\nvoid renderUser;',
    "boundaries/dependencies",
  ],
  [
    "src/services/identity/sessions/endAllSessions.ts",
    'import { statement } from "../../../database/statement.js";\nexport const all = statement("SELECT 1");',
    "boundaries/dependencies",
  ],
  [
    "src/services/identity/sessions/endAllSessions.ts",
    'import { lockCart } from "../../cart/lockCart.js";\nvoid lockCart;',
    "boundaries/dependencies",
  ],
  [
    "src/models/orders/vocabulary.ts",
    'import { Order } from "./Order.js";\nOrder.name;',
    "boundaries/dependencies",
  ],
  [
    "src/models/messaging/Mail.ts",
    'import { publish } from "../../events/publish.js";\nvoid publish;',
    "boundaries/dependencies",
  ],
  [
    "src/views/identity/user.ts",
    'import { User } from "../../models/identity/User.js";\nUser.name;',
    "boundaries/dependencies",
  ],
  [
    "src/requests/identity/auth.ts",
    'import { User } from "../../models/identity/User.js";\nUser.name;',
    "boundaries/dependencies",
  ],
  [
    "src/policies/grants.ts",
    'import { statement } from "../database/statement.js";\nvoid statement;',
    "boundaries/dependencies",
  ],
  [
    "src/middlewares/endpoint/validate.ts",
    'import { mounts } from "../../routes/index.js";\nvoid mounts;',
    "boundaries/dependencies",
  ],
  [
    "src/lib/ids.ts",
    'import { User } from "../models/identity/User.js";\nUser.name;',
    "boundaries/dependencies",
  ],
  [
    "src/services/identity/sessions/endAllSessions.ts",
    'import { sequelize } from "../../../database/sequelize.js";\nvoid sequelize.transaction();',
    "no-restricted-syntax",
  ],
  [
    "src/services/identity/sessions/endAllSessions.ts",
    'import { User } from "../../../models/identity/User.js";\nvoid User.findOrCreate({ where: {} });\nvoid User.sync();',
    "no-restricted-syntax",
  ],
  [
    "src/models/catalog/listing/findProduct.ts",
    'import { statement } from "../../../database/statement.js";\nexport const one = (table: string) => statement(`SELECT 1 FROM ${table}`)();',
    "no-restricted-syntax",
  ],
  [
    "src/services/identity/sessions/endAllSessions.ts",
    'import { User } from "../../../models/identity/User.js";\nUser.findOne();',
    "@typescript-eslint/no-floating-promises",
  ],
  ["src/lib/ids.ts", "export const x: any = 1;", "@typescript-eslint/no-explicit-any"],
  ["src/lib/ids.ts", 'console.log("here");', "no-console"],
  ["src/lib/ids.ts", "//\n".repeat(301), "max-lines"],
];

/** Valid files, so that the rules above do not reject everything. */
const RIGHT: [where: string, code: string][] = [
  [
    "src/views/identity/user.ts",
    'import type { User } from "../../models/identity/User.js";\nexport const nameOf = (user: User) => user.email;',
  ],
  ["src/services/account/closeAccount.ts", 'import { lockCart } from "../cart/lockCart.js";\nvoid lockCart;'],
  [
    "src/requests/orders/orders.ts",
    'import { ORDER_STATUSES } from "../../models/orders/vocabulary.js";\nvoid ORDER_STATUSES;',
  ],
  [
    "src/models/catalog/listing/findProduct.ts",
    'import { statement } from "../../../database/statement.js";\nexport const one = statement("SELECT 1");',
  ],
  [
    "src/controllers/account/me.ts",
    'import { User } from "../../models/identity/User.js";\nexport const all = () => User.findAll();',
  ],
];

describe("Lint", function () {
  this.timeout(180_000);
  const eslint = new ESLint({ cwd: root });
  const rulesBrokenBy = async (where: string, code: string): Promise<(string | null)[]> => {
    const [result] = await eslint.lintText(code, { filePath: path.join(root, where) });
    return (result?.messages ?? []).filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId);
  };

  for (const [where, code, rule] of WRONG) {
    const lines = code.split("\n");
    const shown = lines.length > 3 ? `${lines.length - 1} lines` : lines.join(" ");
    it(`rejects in ${path.dirname(where)}, by ${rule}: ${shown}`, async () => {
      expect(await rulesBrokenBy(where, code)).to.include(rule);
    });
  }

  for (const [where, code] of RIGHT) {
    it(`allows in ${path.dirname(where)}: ${code.split("\n")[0]}`, async () => {
      expect(await rulesBrokenBy(where, code)).to.deep.equal([]);
    });
  }
});
