import { newId } from "../../../lib/ids.js";
import { lockImportedCategories } from "../../../models/catalog/advisoryLocks.js";
import { Category } from "../../../models/catalog/Category.js";
import { chooseSlug } from "../../../models/catalog/chooseSlug.js";

/** Names under one parent are compared case-insensitively. */
const keyOf = (parentId: string | null, name: string): string =>
  `${parentId ?? ""}/${name.normalize("NFC").toLowerCase()}`;

/** The shop's categories by their path of names; creates missing ones when a file needs them. */
export class CategoryTree {
  #ids: Map<string, string> | null = null;
  #made = 0;

  /** The category at the end of a path of names; undefined when it does not exist or the path is empty. */
  find(path: string[]): string | undefined {
    let id: string | null = null;
    for (const name of path) {
      id = this.#ids?.get(keyOf(id, name)) ?? null;
      if (id === null) return undefined;
    }
    return id ?? undefined;
  }

  /**
   * Creates the missing categories of these paths in the caller's transaction. Of two imports that need the same new
   * category, the second waits and then finds it.
   * @param pretend creates them in memory only, for a dry run
   */
  async ensure(paths: string[][], { pretend }: { pretend: boolean }): Promise<void> {
    if (this.#ids === null) await this.#load();
    const isMissing = (path: string[]) => path.length > 0 && this.find(path) === undefined;
    if (!paths.some(isMissing)) return;
    if (!pretend) {
      await lockImportedCategories();
      await this.#load();
    }
    for (const path of paths.filter(isMissing)) await this.#grow(path, pretend);
  }

  /** Clears the cache: the categories that it created may have been rolled back. */
  reset(): void {
    this.#ids = null;
    this.#made = 0;
  }

  /** The number of categories created since the last call. */
  settle(): number {
    const made = this.#made;
    this.#made = 0;
    return made;
  }

  async #load(): Promise<void> {
    this.#ids = new Map();
    const order: [string, string][] = [
      ["createdAt", "ASC"],
      ["id", "ASC"],
    ];
    for (const { id, parentId, name } of await Category.findAll({ order })) {
      const key = keyOf(parentId, name);
      // Of two categories with the same name, use the older one.
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
        if (!pretend) await Category.create({ id, parentId, name, slug: await chooseSlug("category", name) });
        this.#ids?.set(key, id);
        this.#made += 1;
      }
      parentId = id;
    }
  }
}
