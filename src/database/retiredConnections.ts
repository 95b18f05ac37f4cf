/** The connections that may still be used; one that is not here is closed when the pool looks at it next. */
let current = new WeakSet<object>();

/** A new connection of the pool. */
export const admitConnection = (connection: object): void => void current.add(connection);

export const isRetired = (connection: object): boolean => !current.has(connection);

/**
 * Makes the pool replace every connection that is open now: the schema has changed under the plans that they hold. A
 * connection that is retired already was open before an earlier change, and says nothing about the newer ones.
 */
export function retireConnections(because: object): void {
  if (current.has(because)) current = new WeakSet();
}
