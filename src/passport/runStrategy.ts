import passport, { type Strategy } from "passport";
import { ownCopy } from "./ownCopy.js";

/**
 * Runs a Passport strategy on the parts of a request that it reads.
 * @returns the user; null if the strategy refuses the request
 */
export function runStrategy<U>(strategy: Strategy, request: object): Promise<U | null> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, user?: U | false) => (error ? reject(error) : resolve(user || null));
    const run = passport.authenticate(ownCopy(strategy), { session: false }, done) as (
      ...args: unknown[]
    ) => void;
    run(request, undefined, done);
  });
}
