import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { SUBSCRIPTIONS } from "../../src/events/catalog.js";
import { aroundMigration } from "../support/migrations.js";

describe("Events and webhooks in the earlier queues", () => {
  it("become jobs: one per subscriber of an event, one per webhook", () =>
    aroundMigration("publish-events-as-jobs", async (client, { up, down }) => {
      const waiting = Object.keys(SUBSCRIPTIONS).filter((name) => name !== "payment.duplicated");
      for (const [name, processedAt] of [...waiting.map((each) => [each, null]), ["order.paid", "now"]])
        await client.query(
          "INSERT INTO outbox_events (id, name, payload, processed_at) VALUES (gen_random_uuid(), $1, '{}', $2)",
          [name, processedAt],
        );
      const webhook = randomUUID();
      await client.query(
        `INSERT INTO webhook_events (id, provider, event_id, type, provider_session_id, processed_at)
         VALUES ($1, 'test', 'a', 'x', 'x', NULL), (gen_random_uuid(), 'test', 'b', 'x', 'x', now())`,
        [webhook],
      );
      await up();
      const { rows } = await client.query<{ task: string; key: string }>(
        "SELECT task_identifier AS task, key FROM graphile_worker.jobs",
      );
      const expected = Object.entries(SUBSCRIPTIONS).flatMap(([name, tasks]) =>
        name === "payment.duplicated" ? [] : [...tasks],
      );
      expect(rows.map(({ task }) => task)).to.have.members([...expected, "processWebhook"]);
      expect(rows.map(({ key }) => key)).to.include(`processWebhook:${webhook}`);
      await down();
    }));
});
