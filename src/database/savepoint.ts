import { statement } from "./statement.js";

const set = statement("SAVEPOINT attempt");
const release = statement("RELEASE SAVEPOINT attempt");
const rollBack = statement("ROLLBACK TO SAVEPOINT attempt");

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
