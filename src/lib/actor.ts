/** Whether an actor in a history is staff; customers see `staff` instead of the actor. */
export const isStaffActor = (actor: string): boolean => /^(admin|api_key):/.test(actor);
