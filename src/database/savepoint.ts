import { positional } from "./statement.js";

const set = positional("SAVEPOINT attempt");
const release = positional("RELEASE SAVEPOINT attempt");
const rollBack = positional("ROLLBACK TO SAVEPOINT attempt");

/**
 * Runs `work` behind a savepoint of the ambient transaction. When it throws, its writes are undone and its locks are
 * released, and the caller can go on in the same transaction.
 * @throws what `work` threw
 */
export async function withSavepoint<T>(work: () => Promise<T>): Promise<T> {
  await set();
  try {
    const result = await work();
    await release();
    return result;
  } catch (error) {
    await rollBack();
    await release();
    throw error;
  }
}
