import type { Column } from "./columns.js";
import type { Rejection } from "./importedProduct.js";

const SHOWN = 80;

/** A rejection without the keys that do not apply; its value is shortened and has no control characters. */
export function rejection(cause: {
  file: string;
  line: number;
  column?: Column | undefined;
  value?: string | undefined;
  reason: string;
}): Rejection {
  const { file, line, column, value, reason } = cause;
  return {
    file,
    line,
    ...(column !== undefined && { column: column.header }),
    ...(value !== undefined && { value: shorten(value) }),
    reason,
  };
}

/** At most 80 whole characters, without line breaks and other control characters. */
function shorten(value: string): string {
  const characters = Array.from(value.slice(0, 2 * SHOWN + 2).replace(/\p{Cc}/gu, " "));
  return characters.length <= SHOWN ? characters.join("") : `${characters.slice(0, SHOWN - 1).join("")}…`;
}
