import { transaction } from "../../database/transaction.js";
import type { AppError } from "../../errors/defineError.js";
import type { Reply } from "../../http/reply.js";
import {
  claimKey,
  type IdempotencyClaim,
  recordRefusal,
  recordReply,
} from "../../services/system/idempotency.js";
import { renderProblem } from "../../views/system/problem.js";
import { toAppError } from "../errorHandler.js";

/** The Idempotency-Key of a request, if supported, and the request's id. */
export type KeyedRequest = { claim: IdempotencyClaim | null; requestId: string };

/** Runs `work` in one transaction, at most once per key: a retry returns the reply that was recorded with the effect. */
export async function once(request: KeyedRequest, work: () => Promise<Reply>): Promise<Reply> {
  const { claim } = request;
  if (!claim) return transaction(work);
  return rememberingRefusals(request, () =>
    transaction(async () => {
      const earlier = await claimKey<Reply>(claim);
      if (earlier.kind === "done") return replayed(earlier.reply);
      const reply = await work();
      if (!claim.shared || isEmpty(reply)) await recordReply(claim, reply);
      return reply;
    }),
  );
}

/** Records the errors of `work` that a retry of the same request would return again. */
export async function rememberingRefusals(
  { claim, requestId }: KeyedRequest,
  work: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await work();
  } catch (thrown) {
    const error = toAppError(thrown, requestId);
    if (!claim || !isStorable(error)) throw error;
    const earlier = await recordRefusal(claim, refusalReply(error, requestId));
    if (earlier) return replayed(earlier);
    throw error;
  }
}

export const replayed = (reply: Reply): Reply => ({
  ...reply,
  headers: { ...reply.headers, "Idempotent-Replayed": "true" },
});

/**
 * No content: no body, header or cookie that could contain a secret of the caller. In a shared scope only such replies
 * and errors are recorded; a retry of any other request runs again.
 */
const isEmpty = ({ body, html, headers, cookies }: Reply): boolean =>
  Object.keys(body ?? {}).length === 0 &&
  html === undefined &&
  headers === undefined &&
  cookies === undefined;

/**
 * An error that depends on the moment, the caller or a header (412: the retry may send another If-Match) is not stored.
 */
const NOT_STORED = new Set(["idempotency_in_flight", "idempotency_key_reused", "busy"]);
const isStorable = (error: AppError): boolean =>
  [402, 404, 409, 410, 422].includes(error.status) && !NOT_STORED.has(error.code);

const refusalReply = (error: AppError, requestId: string): Reply => ({
  status: error.status,
  body: renderProblem(error, requestId),
  headers: { "Content-Type": "application/problem+json; charset=utf-8", ...error.headers },
});
