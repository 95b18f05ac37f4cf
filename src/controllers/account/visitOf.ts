import type { Call } from "../../http/action.js";
import { refreshCookieIn } from "../../http/sessionCookies.js";
import type { Visit } from "../../services/account/completeLogin.js";

/** The call as the services of a login take it. */
export const visitOf = ({ caller, request }: Pick<Call, "caller" | "request">): Visit => ({
  request,
  cartToken: caller.cartToken,
  refreshToken: refreshCookieIn(request.headers),
});
