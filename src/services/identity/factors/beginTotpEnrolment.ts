import QRCode from "qrcode";
import { config } from "../../../config.js";
import { MfaAlreadyEnabled } from "../../../errors/identity.js";
import { seal } from "../../../lib/seal.js";
import { beginTotp } from "../../../models/identity/secondFactor.js";
import type { User } from "../../../models/identity/User.js";
import { newTotpSecret, totpUri } from "./totp.js";

/**
 * Begins enrolment with a secret that is inactive until the user confirms one of its codes. Calling it again replaces
 * the secret.
 * @throws MfaAlreadyEnabled
 */
export async function beginTotpEnrolment(user: Pick<User, "id" | "email">) {
  const secret = newTotpSecret();
  const otpauthUri = totpUri(secret, user.email, config.shopName);
  if (!(await beginTotp(user.id, seal(secret, config.totpSecret)))) throw new MfaAlreadyEnabled();
  const svg = await QRCode.toString(otpauthUri, { type: "svg", margin: 2 });
  return { secret, otpauthUri, qrCode: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}` };
}
