import type { Strategy } from "passport";

/**
 * A strategy for one request. Passport stores the request's callbacks on the strategy that it is given, so that parallel
 * requests with one object would receive each other's users.
 */
export const ownCopy = (strategy: object): Strategy => Object.create(strategy) as Strategy;
