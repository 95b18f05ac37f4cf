import { type Action, signedIn } from "../../http/action.js";
import { pageOfWhole } from "../../http/paging.js";
import { noContent, ok } from "../../http/reply.js";
import { Session } from "../../models/identity/Session.js";
import type { EndSession, ListSessions } from "../../requests/identity/auth.js";
import { endOwnSession } from "../../services/identity/sessions/endOwnSession.js";
import { renderDevice, type DeviceListView } from "../../views/identity/device.js";
import { withoutCookies } from "./sessionReply.js";

export const list: Action<typeof ListSessions, typeof DeviceListView> = async (call) => {
  const { id, sessionId } = signedIn(call);
  const sessions = await Session.findLive(id);
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
