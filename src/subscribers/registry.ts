import { greetNewUser, mailResetCode, resendVerification, verifyNewAddress } from "./identity/mailCodes.js";
import { changeNotices } from "./identity/noticeChanges.js";
import { sendOrderConfirmation } from "./orders/sendOrderConfirmation.js";
import { refundOnCancellation } from "./payments/refundOnCancellation.js";
import type { Subscriber } from "./subscriber.js";

/** Everything that listens. Adding a subscriber means adding a line here. */
export const subscribers = [
  greetNewUser,
  resendVerification,
  mailResetCode,
  verifyNewAddress,
  ...changeNotices,
  sendOrderConfirmation,
  refundOnCancellation,
] as Subscriber[];
