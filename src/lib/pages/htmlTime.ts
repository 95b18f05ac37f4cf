const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** A time as HTML, to the minute and in UTC: the server does not know the reader's time zone. */
export const htmlTime = (time: Date): string =>
  `<time datetime="${time.toISOString()}">${format.format(time)} UTC</time>`;
