import { newId } from "../../../lib/ids.js";
import { lockImportedCategories } from "../../../models/catalog/advisoryLocks.js";
import { Category } from "../../../models/catalog/Category.js";
import { chooseSlug } from "../../../models/catalog/chooseSlug.js";

/** Names under one parent are compared without case. */
const keyOf = (parentId: string | null, name: string): string =>
  `${parentId ?? ""}/${name.normalize("NFC").toLowerCase()}`;

/** The shop's categories by their path of names; missing ones are made as a file needs them. */
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
   * Makes the missing categories of these paths, inside the caller's transaction. Two imports that need the same new
   * category wait for each other, and the second one finds it.
   * @param pretend only in memory, for a dry run
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

  /** Forgets everything: the categories that it made may have been rolled back. */
  reset(): void {
    this.#ids = null;
    this.#made = 0;
  }

  /** The number of categories that it made since the last call. */
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
      // Of two categories with one name, the older one counts.
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
