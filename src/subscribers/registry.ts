import type { EventOf, SubscriberName } from "../events/catalog.js";
import { greetNewUser, mailResetCode, resendVerification, verifyNewAddress } from "./messaging/mailCodes.js";
import { changeNotices } from "./messaging/noticeChanges.js";
import { sendOrderConfirmation } from "./messaging/sendOrderConfirmation.js";
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
