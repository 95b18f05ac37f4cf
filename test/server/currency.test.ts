import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { withClient } from "../support/database.js";
import { withScratchDatabase } from "../support/scratchDatabase.js";
import { endServers, launchServer, startServer } from "../support/serverProcess.js";

describe("A start after CURRENCY was changed", function () {
  this.timeout(60_000);
  afterEach(endServers);

  it("is refused with a list of rows in another currency, until the prices are converted", () =>
    withScratchDatabase(async (url) => {
      const first = await startServer({ DATABASE_URL: url, DEMO_CATALOG: "1" });
      first.signal("SIGTERM");
      expect(await first.ended).to.equal(0);

      const refused = await launchServer({ DATABASE_URL: url, CURRENCY: "JPY" });
      expect(await refused.ended).to.equal(1);
      expect(refused.output())
        .to.match(/^CURRENCY is JPY, but there are prices in another currency:$/m)
        .and.match(/^ {2}- \d+ variants in USD: \S+ \S+, .*, …$/m)
        .and.match(/^ {2}- 2 shipping options in USD: Standard, Express$/m)
        .and.match(/^Set CURRENCY=USD, or convert these prices first: docs\/operations\.md, /m)
        .and.not.match(/\n\s+at /);

      const document = readFileSync(path.resolve(__dirname, "../../docs/operations.md"), "utf8");
      const [, statements = ""] = /## Changing the currency[^]*?```sql\n([^]*?)```/.exec(document) ?? [];
      await withClient(url, (client) => client.query(statements));
      const converted = await startServer({ DATABASE_URL: url, CURRENCY: "JPY" });
      const { data } = (await (await fetch(`${converted.url}/api/v1/products`)).json()) as {
        data: { price: { currency: string } }[];
      };
      expect(data).to.have.length.above(0);
      expect([...new Set(data.map(({ price }) => price.currency))]).to.deep.equal(["JPY"]);
    }));

  it("is refused because of shipping options alone", () =>
    withScratchDatabase(async (url) => {
      const first = await startServer({ DATABASE_URL: url });
      first.signal("SIGTERM");
      await first.ended;
      const refused = await launchServer({ DATABASE_URL: url, CURRENCY: "EUR" });
      expect(await refused.ended).to.equal(1);
      expect(refused.output())
        .to.match(/2 shipping options in USD/)
        .and.not.match(/variant/);
    }));
});
