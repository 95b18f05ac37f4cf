import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { Session } from "../../models/identity/Session.js";

export const DeviceView = z
  .strictObject({
    id: Id,
    userAgent: z.string().nullable(),
    ip: z.string().nullable(),
    current: z.boolean().describe("Whether it is the session of this request."),
    createdAt: Timestamp,
    lastUsedAt: Timestamp.describe("When it was last refreshed."),
    expiresAt: Timestamp.describe("Refreshing does not extend it."),
  })
  .meta({ id: "Device" });

export const DeviceListView = listOf(DeviceView, "DeviceList");

/** @param currentId the session of the request */
export const renderDevice = (session: Session, currentId: string): z.input<typeof DeviceView> => ({
  id: session.id,
  userAgent: session.userAgent,
  ip: session.ip,
  current: session.id === currentId,
  createdAt: session.createdAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
});
