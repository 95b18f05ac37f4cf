import { AsyncLocalStorage } from "node:async_hooks";
import type { Client } from "pg";

/** Database use of one request: statements sent (including BEGIN and COMMIT) and milliseconds waited. */
export type Meter = { statements: number; milliseconds: number };

const meters = new AsyncLocalStorage<Meter>();

/** Runs `work` with a meter of its own; everything awaited inside is counted on it. */
export const withMeter = <T>(meter: Meter, work: () => T): T => meters.run(meter, work);

type Callback = (error: unknown, result: unknown) => void;
type Query = (...args: unknown[]) => unknown;

/**
 * Counts at the wire, below Sequelize and below our own named statements, so that no statement escapes
 * the budgets that the tests hold (`Server-Timing` shows the same figures).
 */
export function meterConnection(connection: Client): void {
  const query = connection.query.bind(connection) as Query;
  const metered: Query = (...args) => {
    const meter = meters.getStore();
    if (!meter) return query(...args);
    const started = performance.now();
    const done = () => (meter.milliseconds += performance.now() - started);
    meter.statements += 1;
    const callback = args.at(-1);
    if (typeof callback === "function") {
      const wrapped: Callback = (error, result) => {
        done();
        (callback as Callback)(error, result);
      };
      return query(...args.slice(0, -1), wrapped);
    }
    const answer = query(...args);
    if (answer instanceof Promise) void answer.then(done, done);
    return answer;
  };
  (connection as { query: unknown }).query = metered;
}
