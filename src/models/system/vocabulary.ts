/** The types of actors in the audit log. `system`: a scheduled job or an operator's command. */
export const ACTOR_TYPES = ["user", "api_key", "guest", "system"] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];
