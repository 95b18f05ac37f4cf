import { AsyncLocalStorage } from "node:async_hooks";

/**
 * What travels with an asynchronous call: the open transaction under Sequelize's own key, and ours beside
 * it. `Sequelize.useCLS` wants the shape of cls-hooked; AsyncLocalStorage gives it in a few lines. A new
 * Map per run keeps a nested scope from leaking into its parent.
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
