import type { Strategy } from "passport";

/**
 * A copy of a strategy for one request. Passport stores the request's callbacks on the strategy, so parallel requests
 * that share one object would receive each other's users.
 */
export const ownCopy = (strategy: object): Strategy => Object.create(strategy) as Strategy;
