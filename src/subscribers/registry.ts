import type { EventOf, SubscriberName } from "../events/catalog.js";
import { greetNewUser, mailResetCode, resendVerification, verifyNewAddress } from "./identity/mailCodes.js";
import { changeNotices } from "./identity/noticeChanges.js";
import { sendOrderConfirmation } from "./orders/sendOrderConfirmation.js";
import { refundDuplicate, refundOnCancellation } from "./payments/giveMoneyBack.js";
import type { Subscriber } from "./subscriber.js";

/** The functions of all subscribers that events/catalog.ts names. */
export const subscribers: { [Name in SubscriberName]: Subscriber<EventOf<Name>> } = {
  greetNewUser,
  resendVerification,
  mailResetCode,
  verifyNewAddress,
  ...changeNotices,
  sendOrderConfirmation,
  refundOnCancellation,
  refundDuplicate,
};
