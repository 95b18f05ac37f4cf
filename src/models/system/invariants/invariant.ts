/** A rule that holds in every committed state of the database, and the query that finds rows that violate it. */
export type Invariant = {
  /** Stable: alerts and docs/operations.md refer to it. */
  name: string;
  /** One sentence for the operator. */
  meaning: string;
  /**
   * Returns ids and facts of each row that violates the rule; no personal data, because the rows are printed and logged.
   * One set-based SELECT without parameters, valid in every snapshot of a running shop.
   */
  breaches: string;
};
