import { escapeHtml } from "../../lib/text/escapeHtml.js";
import { htmlMail } from "./htmlMail.js";

type MailText = { subject: string; text: string; html: string };

/** A mail of plain paragraphs. */
function plainMail(subject: string, paragraphs: string[]): MailText {
  const html = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join("\n");
  return {
    subject,
    text: paragraphs.join("\n\n"),
    html: htmlMail(subject, `<h1>${escapeHtml(subject)}</h1>\n${html}`),
  };
}

/** @param minutes until the code expires */
export const renderVerificationCode = (code: string, minutes: number, shopName: string): MailText =>
  plainMail(`Confirm your e-mail address at ${shopName}`, [
    `Your code is ${code}. It confirms your e-mail address and expires in ${minutes} minutes.`,
    "If you did not request it, ignore this mail.",
  ]);

/** @param minutes until the code expires */
export const renderResetCode = (code: string, minutes: number, shopName: string): MailText =>
  plainMail(`Reset your password at ${shopName}`, [
    `Your code is ${code}. It lets you choose a new password and expires in ${minutes} minutes.`,
    "Do not share it: we never ask for it. If you did not request it, ignore this mail; your password stays the same.",
  ]);

export const renderPasswordChanged = (shopName: string): MailText =>
  plainMail(`Your password at ${shopName} was changed`, [
    "Your password was changed, and other devices were logged out.",
    "If this was not you, reset your password at once and contact us.",
  ]);

export const renderMfaEnabled = (shopName: string): MailText =>
  plainMail(`A second factor protects your account at ${shopName}`, [
    "Logging in now requires a code from your authenticator app. Keep your recovery codes in a safe place.",
    "If this was not you, reset your password at once and contact us.",
  ]);

export const renderMfaDisabled = (shopName: string): MailText =>
  plainMail(`The second factor of your account at ${shopName} was removed`, [
    "Logging in now requires your password only. Your recovery codes no longer work.",
    "If this was not you, reset your password at once and contact us.",
  ]);

/** @param provider its label */
export const renderIdentityLinked = (provider: string, shopName: string): MailText =>
  plainMail(`${provider} can now log in to your account at ${shopName}`, [
    `An account at ${provider} was linked to yours. You can now log in with it.`,
    "If this was not you, unlink it in your account, reset your password and contact us.",
  ]);

/** @param provider its label */
export const renderIdentityUnlinked = (provider: string, shopName: string): MailText =>
  plainMail(`${provider} no longer logs in to your account at ${shopName}`, [
    `An account at ${provider} was unlinked from yours.`,
    "If this was not you, reset your password at once and contact us.",
  ]);

export const renderEmailChanged = (newEmail: string, shopName: string): MailText =>
  plainMail(`Your e-mail address at ${shopName} was changed`, [
    `Your account now belongs to ${newEmail}; this address no longer logs in.`,
    "If this was not you, contact us at once.",
  ]);
