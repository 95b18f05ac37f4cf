import { escapeHtml, htmlPage } from "../../lib/escapeHtml.js";

type MailText = { subject: string; text: string; html: string };

/** Paragraphs of plain text as a mail. */
function plainMail(subject: string, paragraphs: string[]): MailText {
  const html = [subject, ...paragraphs].map((text, index) =>
    index === 0 ? `<h1>${escapeHtml(text)}</h1>` : `<p>${escapeHtml(text)}</p>`,
  );
  return { subject, text: paragraphs.join("\n\n"), html: htmlPage(subject, html.join("\n")) };
}

/** @param minutes for which the code is good */
export const renderVerificationCode = (code: string, minutes: number, shopName: string): MailText =>
  plainMail(`Confirm your e-mail address at ${shopName}`, [
    `Your code is ${code}. It confirms your e-mail address and is good for ${minutes} minutes.`,
    "If you have not asked for it, ignore this mail.",
  ]);

export const renderResetCode = (code: string, minutes: number, shopName: string): MailText =>
  plainMail(`Reset your password at ${shopName}`, [
    `Your code is ${code}. It lets you choose a new password and is good for ${minutes} minutes.`,
    "Tell it to nobody: we never ask for it. If you have not asked for it, ignore this mail; your password stays.",
  ]);

export const renderPasswordChanged = (shopName: string): MailText =>
  plainMail(`Your password at ${shopName} was changed`, [
    "Your password was changed, and other devices were logged out.",
    "If this was not you, reset your password at once and tell us.",
  ]);

export const renderMfaEnabled = (shopName: string): MailText =>
  plainMail(`A second factor protects your account at ${shopName}`, [
    "From now on, logging in takes a code of your authenticator app. Keep your recovery codes somewhere safe.",
    "If this was not you, reset your password at once and tell us.",
  ]);

export const renderMfaDisabled = (shopName: string): MailText =>
  plainMail(`The second factor of your account at ${shopName} was removed`, [
    "From now on, your password alone logs in. Your recovery codes are of no use any more.",
    "If this was not you, reset your password at once and tell us.",
  ]);

/** @param provider by its label */
export const renderIdentityLinked = (provider: string, shopName: string): MailText =>
  plainMail(`${provider} can now log in to your account at ${shopName}`, [
    `An account at ${provider} was linked to yours, and logs in to it from now on.`,
    "If this was not you, take it off in your account, reset your password and tell us.",
  ]);

export const renderIdentityUnlinked = (provider: string, shopName: string): MailText =>
  plainMail(`${provider} no longer logs in to your account at ${shopName}`, [
    `The link to an account at ${provider} was taken off yours.`,
    "If this was not you, reset your password at once and tell us.",
  ]);

export const renderEmailChanged = (newEmail: string, shopName: string): MailText =>
  plainMail(`Your e-mail address at ${shopName} was changed`, [
    `Your account now belongs to ${newEmail}; this address no longer logs in.`,
    "If this was not you, tell us at once.",
  ]);
