/** PostgreSQL's JSON writes timestamps with an offset and microseconds; the API uses UTC and milliseconds. */
export const iso = (timestamp: string): string => new Date(timestamp).toISOString();

export const isoOrNull = (timestamp: string | null): string | null =>
  timestamp === null ? null : iso(timestamp);
