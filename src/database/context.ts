import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The context of an asynchronous call: the open transaction under Sequelize's own key, and our values.
 * `Sequelize.useCLS` requires the interface of cls-hooked, which AsyncLocalStorage provides in a few lines. Each run
 * has a new Map, so that a nested scope cannot leak into its parent.
 */
const storage = new AsyncLocalStorage<Map<string, unknown>>();

export const namespace = {
  get: (key: string): unknown => storage.getStore()?.get(key),
  set: (key: string, value: unknown): void => void storage.getStore()?.set(key, value),
  bind: <F>(fn: F): F => fn,
  run: <T>(fn: (scope: Map<string, unknown>) => T): T => {
    const scope = new Map(storage.getStore());
    return storage.run(scope, () => fn(scope));
  },
};
