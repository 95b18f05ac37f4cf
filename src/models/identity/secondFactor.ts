import { positional } from "../../database/statement.js";

/** The statements of a second factor: each takes what it changes by its condition, so that of many at once one wins. */
const startTotp = positional<{ id: string }>(
  `UPDATE users SET totp_secret = $2, totp_last_step = NULL, updated_at = now()
   WHERE id = $1 AND totp_confirmed_at IS NULL RETURNING id`,
);
const confirmTotp = positional<{ id: string }>(
  `UPDATE users SET totp_confirmed_at = now(), totp_last_step = $3, updated_at = now()
   WHERE id = $1 AND totp_secret = $2 AND totp_confirmed_at IS NULL RETURNING id`,
);
const claimStep = positional<{ id: string }>(
  `UPDATE users SET totp_last_step = $3
   WHERE id = $1 AND totp_secret = $2 AND totp_confirmed_at IS NOT NULL
     AND (totp_last_step IS NULL OR totp_last_step < $3) RETURNING id`,
);
const claimRecoveryCode = positional<{ id: string }>(
  "UPDATE recovery_codes SET used_at = now() WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING id",
);
const removeTotp = positional<{ id: string }>(
  `UPDATE users SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL, updated_at = now()
   WHERE id = $1 AND totp_confirmed_at IS NOT NULL RETURNING id`,
);
const noteOnSession = positional("UPDATE sessions SET mfa_at = now() WHERE id = $1");

const won = (rows: unknown[]): boolean => rows.length > 0;

/** Puts a sealed secret beside an account without an active factor. @returns false where one is active */
export const beginTotp = async (userId: string, sealed: Buffer): Promise<boolean> =>
  won(await startTotp([userId, sealed]));

/** Makes the factor active. @returns false where another request was first */
export const activateTotp = async (userId: string, sealed: Buffer, step: number): Promise<boolean> =>
  won(await confirmTotp([userId, sealed, step]));

/** Uses a code's time step up. @returns false where it, or a later one, was used before */
export const useTotpStep = async (userId: string, sealed: Buffer, step: number): Promise<boolean> =>
  won(await claimStep([userId, sealed, step]));

/** Uses a recovery code up. @returns false where there is no such code, or no more */
export const useRecoveryCode = async (userId: string, codeHash: string): Promise<boolean> =>
  won(await claimRecoveryCode([userId, codeHash]));

/** Takes the factor away. @returns false where there was none */
export const deactivateTotp = async (userId: string): Promise<boolean> => won(await removeTotp([userId]));

/** This session has just proved the second factor. */
export const markSecondFactor = async (sessionId: string): Promise<void> => {
  await noteOnSession([sessionId]);
};
