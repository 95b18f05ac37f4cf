import { errorCatalog } from "../../errors/errorCatalog.js";
import { NotFound } from "../../errors/system.js";
import type { Action } from "../../http/action.js";
import { wholeList } from "../../lib/paging.js";
import { ok } from "../../http/reply.js";
import type { NoInput, ShowProblem } from "../../requests/system/system.js";
import { type ErrorCodeListView, type ErrorCodeView, renderErrorCode } from "../../views/system/errorCode.js";

export const list: Action<typeof NoInput, typeof ErrorCodeListView> = () =>
  ok(wholeList([...errorCatalog].map(([code, fact]) => renderErrorCode(code, fact))));

export const show: Action<typeof ShowProblem, typeof ErrorCodeView> = ({ params: { code } }) => {
  const fact = errorCatalog.get(code);
  if (!fact) throw new NotFound();
  return ok(renderErrorCode(code, fact));
};
