/** A rule that every committed state of the database keeps, and the query that finds the rows that break it. */
export type Invariant = {
  /** Stable: alerts and docs/operations.md refer to it. */
  name: string;
  /** One sentence for the operator. */
  meaning: string;
  /**
   * Returns no row while the rule holds, else ids and facts of each row that breaks it; no personal data, because the
   * rows are printed and logged. One set-based SELECT without parameters, true of every snapshot of a running shop.
   */
  breaches: string;
};
