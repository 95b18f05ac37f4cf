/** The connections that may be used. The pool closes any other when it looks at it next. */
let current = new WeakSet<object>();

/** A new connection of the pool. */
export const admitConnection = (connection: object): void => void current.add(connection);

export const isRetired = (connection: object): boolean => !current.has(connection);

/**
 * Makes the pool replace every open connection, because the schema has changed and their plans are stale. A connection that
 * is retired already reports an earlier change, which does not concern the newer connections.
 */
export function retireConnections(because: object): void {
  if (current.has(because)) current = new WeakSet();
}
