import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import Mocha from "mocha";

/**
 * Entry of the extension host's own tests (`extensionTestsPath`): the same bundle runs in desktop VS Code through
 * `@vscode/test-electron` and in the browser build. Writes a report, so that an early exit is not taken for a pass.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, color: false });
  mocha.addFile(resolve(__dirname, `${process.env["HIGHWATER_HOST_SUITE"]}.test.js`));
  const tests: { title: string; ok: boolean; error?: string }[] = [];
  const report = process.env["HIGHWATER_HOST_REPORT"];

  const failures = await new Promise<number>((done) => {
    const runner = mocha.run(done);
    runner.on("pass", (test) => tests.push({ title: test.fullTitle(), ok: true }));
    runner.on("fail", (test, error) =>
      tests.push({ title: test.fullTitle(), ok: false, error: String(error?.stack ?? error) }),
    );
  });
  if (report) writeFileSync(report, JSON.stringify({ tests }));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
