import { BadCell } from "./cells.js";
import type { Field } from "./columns.js";
import type { Rejection, Warning } from "./importedProduct.js";
import type { Row } from "./readRows.js";
import { rejection } from "./rejection.js";

/** Reads the cells of one row and records every invalid one, so that one run reports all errors of a file. */
export class RowReader {
  readonly rejections: Rejection[];
  readonly warnings: Warning[] = [];

  constructor(
    readonly row: Row,
    private readonly file: string,
  ) {
    this.rejections = [...row.flaws];
  }

  get line(): number {
    return this.row.line;
  }

  get isGood(): boolean {
    return this.rejections.length === 0;
  }

  has(field: Field): boolean {
    return this.row.cells.has(field);
  }

  hasColumn(field: Field): boolean {
    return this.row.columns.byField.has(field);
  }

  /** The parsed cell; `absent` when it is blank, its column is missing, or it is invalid (which is noted). */
  read<T, A>(field: Field, parse: (cell: string) => T, absent: A): T | A {
    const cell = this.row.cells.get(field);
    if (cell === undefined) return absent;
    try {
      return parse(cell);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      this.refuse(error.message, field);
      return absent;
    }
  }

  /** Records why the row is rejected. */
  refuse(reason: string, field?: Field): void {
    this.rejections.push(this.#about(reason, field));
  }

  /** Records a difference between the row and what is imported. */
  warn(reason: string, field: Field): void {
    this.warnings.push(this.#about(reason, field));
  }

  #about(reason: string, field?: Field): Rejection {
    return rejection({
      file: this.file,
      line: this.line,
      column: field && this.row.columns.byField.get(field),
      value: field && this.row.cells.get(field),
      reason,
    });
  }
}
