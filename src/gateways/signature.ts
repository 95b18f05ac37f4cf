import { createHmac, timingSafeEqual } from "node:crypto";
import { InvalidSignature } from "../errors/payments.js";
import { clock } from "../lib/clock.js";

/** The maximum seconds between the time of a signature and now. An older signature may be a replay. */
const TOLERANCE = 300;

const digest = (secret: Buffer, timestamp: number, body: Buffer): string =>
  createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");

/** `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`, the scheme of Stripe's webhooks. */
export function sign(secret: Buffer, body: Buffer): string {
  const timestamp = Math.floor(clock.now().getTime() / 1000);
  return `t=${timestamp},v1=${digest(secret, timestamp, body)}`;
}

/** @throws InvalidSignature */
export function verifySignature(secret: Buffer, body: Buffer, header: unknown): void {
  const match = typeof header === "string" ? /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) : null;
  if (!match?.[1] || !match[2]) throw new InvalidSignature();
  const timestamp = Number(match[1]);
  const age = clock.now().getTime() / 1000 - timestamp;
  const expected = Buffer.from(digest(secret, timestamp, body), "hex");
  const genuine = timingSafeEqual(expected, Buffer.from(match[2], "hex"));
  if (!genuine || Math.abs(age) > TOLERANCE) throw new InvalidSignature();
}
