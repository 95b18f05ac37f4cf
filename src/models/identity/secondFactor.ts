import { statement } from "../../database/statement.js";

/**
 * The statements of a second factor. Each is conditional: its WHERE claims what it changes, so that of parallel requests
 * one wins.
 */
type Id = { id: string };
type Sealed = { userId: string; sealed: Buffer };
type Step = Sealed & { step: number };

const startTotp = statement<Id, Sealed>(
  `UPDATE users SET totp_secret = :sealed, totp_last_step = NULL, updated_at = now()
   WHERE id = :userId AND totp_confirmed_at IS NULL RETURNING id`,
);
const confirmTotp = statement<Id, Step>(
  `UPDATE users SET totp_confirmed_at = now(), totp_last_step = :step, updated_at = now()
   WHERE id = :userId AND totp_secret = :sealed AND totp_confirmed_at IS NULL RETURNING id`,
);
const claimStep = statement<Id, Step>(
  `UPDATE users SET totp_last_step = :step
   WHERE id = :userId AND totp_secret = :sealed AND totp_confirmed_at IS NOT NULL
     AND (totp_last_step IS NULL OR totp_last_step < :step) RETURNING id`,
);
const removeTotp = statement<Id, { userId: string }>(
  `UPDATE users SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL, updated_at = now()
   WHERE id = :userId AND totp_confirmed_at IS NOT NULL RETURNING id`,
);

const won = (rows: unknown[]): boolean => rows.length > 0;

/** Stores a sealed secret for an account without an active factor. @returns false if one is active */
export const beginTotp = async (userId: string, sealed: Buffer): Promise<boolean> =>
  won(await startTotp({ userId, sealed }));

/** Activates the factor. @returns false if another request was first */
export const activateTotp = async (userId: string, sealed: Buffer, step: number): Promise<boolean> =>
  won(await confirmTotp({ userId, sealed, step }));

/** Uses up the time step of a code. @returns false if it, or a later one, was used before */
export const useTotpStep = async (userId: string, sealed: Buffer, step: number): Promise<boolean> =>
  won(await claimStep({ userId, sealed, step }));

/** Removes the factor. @returns false if there was none */
export const deactivateTotp = async (userId: string): Promise<boolean> => won(await removeTotp({ userId }));
