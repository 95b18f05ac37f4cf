/** Who may act, as the audit log records it. `system`: a scheduled job or an operator's command. */
export const ACTOR_TYPES = ["user", "api_key", "guest", "system"] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];
