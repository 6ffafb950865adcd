import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Where pictures of the workbench are written. */
export const screenshots = process.env["HIGHWATER_SCREENSHOTS"] ?? join(import.meta.dirname, "../../out/screenshots");

/** What a user does in VS Code, one method a gesture. Every method waits for a state, never for time. */
export class Workbench {
  readonly page: Page;
  readonly #quickInput: Locator;

  constructor(page: Page) {
    this.page = page;
    this.#quickInput = page.locator(".quick-input-widget input").first();
  }

  async open(path: string): Promise<void> {
    const name = path.split("/").at(-1) ?? path;
    await this.page.locator(".explorer-folders-view").waitFor({ timeout: 90_000 });
    await this.page.keyboard.press("Control+P");
    await this.#quickInput.waitFor();
    await this.#quickInput.fill(path);
    // The list is sorted anew while results come in: wait until the row that Enter takes is the wanted one.
    const folder = path.slice(0, -name.length - 1);
    const chosen = this.page.locator(".quick-input-list .monaco-list-row.focused");
    await expect
      .poll(() => chosen.getAttribute("aria-label"), { timeout: 30_000 })
      .toMatch(new RegExp(`^${escaped(name)}[, ]+${escaped(folder)}`));
    await this.page.keyboard.press("Enter");
    await this.tab(name).waitFor();
    await this.editor().locator(".view-line").first().waitFor();
  }

  tab(name: string): Locator {
    return this.page.getByRole("tab", { name: new RegExp(`^${escaped(name)}`), selected: true }).first();
  }

  editor(): Locator {
    return this.page.locator('.editor-instance .view-lines[role="presentation"]').first();
  }

  /** The editor's text as drawn; Monaco shows spaces as no-break spaces. */
  async text(): Promise<string> {
    return (await this.editor().innerText()).replaceAll("\u00a0", " ");
  }

  /** Puts the caret at a line and column, both from 1. */
  async caret(line: number, column: number): Promise<void> {
    await this.editor()
      .locator(".view-line")
      .first()
      .click({ position: { x: 2, y: 2 } });
    await this.page.keyboard.press("Control+G");
    await this.#quickInput.waitFor();
    await this.#quickInput.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.#quickInput.waitFor({ state: "hidden" });
    // Keys typed before the focus is back would go nowhere.
    await this.page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
  }

  /** Types, then checks that every key arrived: a lost key must not be taken for a fault of the extension. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    await expect.poll(() => this.text()).toContain(text);
  }

  async command(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.#quickInput.waitFor();
    await this.#quickInput.fill(`>${title}`);
    await this.page.getByRole("option", { name: title }).first().waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Titles that the command palette offers for a word; empty where it says that nothing matches. */
  async commandsNamed(word: string): Promise<readonly string[]> {
    await this.page.keyboard.press("F1");
    await this.#quickInput.waitFor();
    await this.#quickInput.fill(`>${word}`);
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    // The list is drawn anew a moment after the text: until then it shows what was used lately.
    await expect.poll(() => rows.filter({ hasNotText: new RegExp(`${word}|No matching`) }).count()).toBe(0);
    await rows.first().waitFor();
    const titles = await rows.allInnerTexts();
    await this.page.keyboard.press("Escape");
    return titles.filter((it) => !/No matching/.test(it));
  }

  lens(text: string | RegExp): Locator {
    return this.page.locator(".codelens-decoration a", { hasText: text }).first();
  }

  squiggle(kind: "error" | "warning" | "info"): Locator {
    return this.page.locator(`.squiggly-${kind}`).first();
  }

  async quickFix(title: RegExp): Promise<void> {
    await this.page.keyboard.press("Control+.");
    const options = this.page.locator(".action-widget").getByRole("option");
    const wanted = options.filter({ hasText: title }).first();
    await wanted.waitFor();
    // By keyboard: in 1.100 a layer over the page takes the pointer while the menu is open.
    const focused = options.and(this.page.locator(".focused"));
    for (let left = await options.count(); left > 0 && !title.test(await focused.innerText()); left--) {
      await this.page.keyboard.press("ArrowDown");
    }
    await this.page.keyboard.press("Enter");
  }

  /** The document inside our webview. */
  panel(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  notification(text: RegExp): Locator {
    return this.page.locator(".notifications-toasts .notification-toast", { hasText: text }).first();
  }

  dialog(text: RegExp): Locator {
    return this.page.locator(".monaco-dialog-box", { hasText: text });
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
