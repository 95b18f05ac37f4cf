import { positional } from "../../../database/statement.js";
import { newId } from "../../../lib/ids.js";
import { chooseSlug } from "../chooseSlug.js";

type Row = { id: string; parentId: string | null; name: string };

const selectAll = positional<Row>(
  `SELECT id, parent_id AS "parentId", name FROM categories ORDER BY created_at, id`,
);
const lockTree = positional("SELECT pg_advisory_xact_lock(hashtextextended('categories:import', 0))");
const insert = positional("INSERT INTO categories (id, parent_id, slug, name) VALUES ($1, $2, $3, $4)");

/** One name under one parent is one category, however it is capitalised. */
const keyOf = (parentId: string | null, name: string): string =>
  `${parentId ?? ""}/${name.normalize("NFC").toLowerCase()}`;

/** The shop's categories by their path of names, grown as a file needs it. */
export class CategoryTree {
  #ids: Map<string, string> | null = null;
  #made = 0;

  /** The category at the end of a path of names; undefined when there is none, or the path is empty. */
  find(path: string[]): string | undefined {
    let id: string | null = null;
    for (const name of path) {
      id = this.#ids?.get(keyOf(id, name)) ?? null;
      if (id === null) return undefined;
    }
    return id ?? undefined;
  }

  /**
   * Makes what is missing of these paths, inside the caller's transaction. Two imports that need the same new shelf
   * wait for each other, and the second finds it made.
   * @param pretend only in memory, for a dry run
   */
  async ensure(paths: string[][], { pretend }: { pretend: boolean }): Promise<void> {
    if (this.#ids === null) await this.#load();
    const isMissing = (path: string[]) => path.length > 0 && this.find(path) === undefined;
    if (!paths.some(isMissing)) return;
    if (!pretend) {
      await lockTree();
      await this.#load();
    }
    for (const path of paths.filter(isMissing)) await this.#grow(path, pretend);
  }

  /** Forgets everything: what it had made may have been rolled back. */
  reset(): void {
    this.#ids = null;
    this.#made = 0;
  }

  /** How many it has made since this was last asked. */
  settle(): number {
    const made = this.#made;
    this.#made = 0;
    return made;
  }

  async #load(): Promise<void> {
    this.#ids = new Map();
    for (const { id, parentId, name } of await selectAll()) {
      const key = keyOf(parentId, name);
      // Of two that share a name the older is meant, always.
      if (!this.#ids.has(key)) this.#ids.set(key, id);
    }
  }

  async #grow(path: string[], pretend: boolean): Promise<void> {
    let parentId: string | null = null;
    for (const name of path) {
      const key = keyOf(parentId, name);
      let id = this.#ids?.get(key);
      if (id === undefined) {
        id = newId();
        if (!pretend) await insert([id, parentId, await chooseSlug("category", name), name]);
        this.#ids?.set(key, id);
        this.#made += 1;
      }
      parentId = id;
    }
  }
}
