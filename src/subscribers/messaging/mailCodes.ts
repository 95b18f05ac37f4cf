import { config } from "../../config.js";
import { transaction } from "../../database/transaction.js";
import { CODE_MINUTES } from "../../services/identity/codes/oneTimeCodes.js";
import type { CodePurpose } from "../../models/identity/vocabulary.js";
import { User } from "../../models/identity/User.js";
import { issueCode } from "../../services/identity/codes/issueCode.js";
import { sendMail } from "../../services/messaging/sendMail.js";
import { renderResetCode, renderVerificationCode } from "../../views/messaging/accountMails.js";
import type { Subscriber } from "../subscriber.js";

/** The code and its mail commit together: a new code revokes the earlier one, so it must not exist without its mail. */
const mailCode = (user: User, purpose: CodePurpose): Promise<void> =>
  transaction(async () => {
    const issued = await issueCode(user.id, purpose);
    if (!issued) return;
    const render = purpose === "verify_email" ? renderVerificationCode : renderResetCode;
    const content = render(issued.code, CODE_MINUTES, config.shopName);
    await sendMail(`code:${issued.id}`, issued.email, user.id, content);
  });

async function mailVerification(userId: string): Promise<void> {
  const user = await User.findByPk(userId);
  if (user && !user.emailVerifiedAt) await mailCode(user, "verify_email");
}

export const greetNewUser: Subscriber<"user.registered"> = ({ userId }) => mailVerification(userId);

export const verifyNewAddress: Subscriber<"user.email_changed"> = ({ userId }) => mailVerification(userId);

export const resendVerification: Subscriber<"email_verification.requested"> = async ({ userId }) => {
  if (userId !== null) await mailVerification(userId);
};

export const mailResetCode: Subscriber<"password_reset.requested"> = async ({ userId }) => {
  const user = userId === null ? null : await User.findByPk(userId);
  if (user) await mailCode(user, "reset_password");
};
