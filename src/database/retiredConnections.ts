/** The usable connections; the pool closes any other connection when it next validates it. */
let current = new WeakSet<object>();

/** A new connection of the pool. */
export const admitConnection = (connection: object): void => void current.add(connection);

export const isRetired = (connection: object): boolean => !current.has(connection);

/**
 * Makes the pool replace every open connection, because a schema change has made their cached plans stale. A connection
 * that is already retired predates an earlier change, so it proves nothing about newer connections.
 */
export function retireConnections(because: object): void {
  if (current.has(because)) current = new WeakSet();
}
