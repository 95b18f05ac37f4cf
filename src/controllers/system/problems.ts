import { errorCatalog, NotFound } from "../../errors.js";
import type { Action } from "../../lib/action.js";
import { wholeList } from "../../lib/paging.js";
import { ok } from "../../lib/reply.js";
import type { NoInput, ShowProblem } from "../../requests/system/system.js";
import { renderErrorCode } from "../../views/system/errorCode.js";

export const list: Action<typeof NoInput> = () =>
  ok(wholeList([...errorCatalog].map(([code, fact]) => renderErrorCode(code, fact))));

export const show: Action<typeof ShowProblem> = ({ params: { code } }) => {
  const fact = errorCatalog.get(code);
  if (!fact) throw new NotFound();
  return ok(renderErrorCode(code, fact));
};
