import { type Action, signedIn } from "../../lib/action.js";
import { pageOfWhole } from "../../lib/paging.js";
import { noContent, ok } from "../../lib/reply.js";
import { Session } from "../../models/identity/Session.js";
import type { EndSession, ListSessions } from "../../requests/identity/auth.js";
import { endOwnSession } from "../../services/identity/endSessions.js";
import { renderDevice } from "../../views/identity/device.js";
import { withoutCookies } from "./sessionReply.js";

export const list: Action<typeof ListSessions> = async (call) => {
  const { id, sessionId } = signedIn(call);
  const sessions = await Session.findRunning(id);
  const devices = sessions.map((session) => renderDevice(session, sessionId));
  return ok(pageOfWhole(devices, call.query, "sessions"));
};

export const destroy: Action<typeof EndSession> = async (call) => {
  const { id, sessionId } = signedIn(call);
  await endOwnSession(id, call.params.id);
  const target = { type: "session", id: call.params.id };
  call.audit({ action: "user.session_ended", target });
  return noContent(call.params.id === sessionId ? withoutCookies(call) : {});
};
