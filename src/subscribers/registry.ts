import { sendOrderConfirmation } from "./orders/sendOrderConfirmation.js";
import { refundOnCancellation } from "./payments/refundOnCancellation.js";
import type { Subscriber } from "./subscriber.js";

/** Everything that listens. Adding a subscriber means adding a line here. */
export const subscribers = [sendOrderConfirmation, refundOnCancellation] as Subscriber[];
