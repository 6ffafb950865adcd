import { type FSWatcher, watch } from "node:fs";
import { readdir } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { Log } from "../base/log.ts";
import { isSkippedInside, resourceFolders } from "./folders.ts";
import { IGNORE_FILE } from "./ignore.ts";
import { extensionOf, fileName, folderOf, isUnder, joinPath } from "./paths.ts";
import { isText } from "./read-files.ts";
import type { Package } from "./snapshot.ts";

/** What may have changed on disk since the last batch. */
export interface DiskBatch {
  /** Paths as in `Location`, of files that came, went or changed. */
  readonly paths: readonly string[];
  /** The project's own folders may be others now: read everything again. */
  readonly reload: boolean;
}

export interface WatchRequest {
  readonly root: string;
  /** The root project first. */
  readonly packages: readonly Package[];
  /** Where profiles.yml is looked for. */
  readonly profiles: readonly string[];
  readonly log: Log;
  readonly onBatch: (batch: DiskBatch) => void;
}

/** How long a batch waits for more: a checkout or a formatter touches many files at once. */
const QUIET_MS = 60;

/**
 * Watches what dbt would read of a project, for editors that don't watch files for us.
 *
 * One watch a folder: a recursive one would take in `node_modules` and everything that dbt writes. Each
 * new folder is watched from its first file on; where the system has no watches left, the log says so.
 */
export class ProjectWatcher {
  readonly #request: WatchRequest;
  readonly #installPath: string;
  readonly #folders = new Map<string, { readonly watcher: FSWatcher; readonly files: Set<string> }>();
  readonly #changed = new Set<string>();
  #reload = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** Settles when every folder is watched. */
  readonly ready: Promise<void>;

  constructor(request: WatchRequest) {
    this.#request = request;
    const { packages, profiles } = request;
    this.#installPath = packages[0]?.installPath ?? "";
    const deep = packages.flatMap(resourceFolders);
    const flat = new Set(["", this.#installPath, ...packages.map((it) => it.folder), ...profiles.map(folderOf)]);
    this.ready = Promise.all([
      ...deep.map((it) => this.#enter(it, { depth: "deep", announce: false })),
      ...[...flat].map((it) => this.#enter(it, { depth: "flat", announce: false })),
    ]).then(() => undefined);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const { watcher } of this.#folders.values()) watcher.close();
    this.#folders.clear();
  }

  async #enter(folder: string, how: { readonly depth: "deep" | "flat"; readonly announce: boolean }): Promise<void> {
    if (this.#closed || this.#folders.has(folder)) return;
    const watcher = this.#watch(folder, how.depth);
    if (!watcher) return;
    const files = new Set<string>();
    this.#folders.set(folder, { watcher, files });
    const entries = await readdir(this.#absolute(folder), { withFileTypes: true }).catch(() => []);
    const inner: Promise<void>[] = [];
    for (const entry of entries) {
      const path = joinPath(folder, entry.name);
      if (entry.isDirectory()) {
        if (how.depth === "deep" && !isSkippedInside(path, entry.name)) inner.push(this.#enter(path, how));
      } else if (this.#matters(path)) {
        files.add(path);
        if (how.announce) this.#note(path);
      }
    }
    await Promise.all(inner);
  }

  #watch(folder: string, depth: "deep" | "flat"): FSWatcher | undefined {
    try {
      const watcher = watch(this.#absolute(folder), { persistent: false });
      watcher.on("change", (_kind, name) => void this.#seen(folder, depth, String(name)));
      // The folder itself was removed: its parent's watch has reported it.
      watcher.on("error", () => this.#left(folder));
      return watcher;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      if (code !== "ENOENT" && code !== "ENOTDIR")
        this.#request.log(
          "warn",
          `${folder || this.#request.root} is not watched (${code}): its changes show after a reload.`,
        );
      return undefined;
    }
  }

  async #seen(folder: string, depth: "deep" | "flat", name: string): Promise<void> {
    const path = joinPath(folder, name);
    const isPackages = folder !== "" && folder === this.#installPath;
    if (["dbt_project.yml", IGNORE_FILE].includes(fileName(path)) || isPackages) this.#reload = true;
    if (this.#matters(path)) {
      this.#folders.get(folder)?.files.add(path);
      this.#note(path);
    } else if (isPackages) {
      this.#note(path);
    } else if (this.#folders.has(path)) {
      await this.#recheck(path);
    } else if (depth === "deep" ? !isSkippedInside(path, name) : this.#isResource(path)) {
      await this.#enter(path, { depth: "deep", announce: true });
    }
  }

  /** A folder that we know was touched: it may be gone, with all files below it. */
  async #recheck(folder: string): Promise<void> {
    const isThere = await readdir(this.#absolute(folder)).then(
      () => true,
      () => false,
    );
    if (!isThere) this.#left(folder);
  }

  #left(folder: string): void {
    for (const [known, { watcher, files }] of this.#folders) {
      if (known !== folder && !isUnder(folder, known)) continue;
      for (const path of files) this.#note(path);
      watcher.close();
      this.#folders.delete(known);
    }
  }

  #note(path: string): void {
    if (this.#closed) return;
    this.#changed.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), QUIET_MS);
    this.#timer.unref();
  }

  #flush(): void {
    const batch = { paths: [...this.#changed].sort(), reload: this.#reload };
    this.#changed.clear();
    this.#reload = false;
    this.#request.onBatch(batch);
  }

  #matters(path: string): boolean {
    if (isAbsolute(path)) return this.#request.profiles.includes(path);
    return isText(path) || extensionOf(path) === ".csv" || fileName(path) === IGNORE_FILE;
  }

  #isResource(path: string): boolean {
    return this.#request.packages.some((it) => resourceFolders(it).includes(path));
  }

  #absolute(folder: string): string {
    return isAbsolute(folder) ? folder : join(this.#request.root, folder);
  }
}
