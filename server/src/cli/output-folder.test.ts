import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../test-kit/folder.ts";
import { makeFolder, writeInto } from "./output-folder.ts";

test("folders are made down to the last; a file in the way is named", async () => {
  const root = folderOf({ "file.txt": "" });
  expect(await makeFolder(join(root, "a/b/c"))).toMatchObject({ ok: true });
  expect(statSync(join(root, "a/b/c")).isDirectory()).toBe(true);
  const inFile = await makeFolder(join(root, "file.txt/deep"));
  expect(inFile).toEqual({ ok: false, error: `${join(root, "file.txt")} is a file, and a folder is needed there.` });
  expect(await writeInto(join(root, "a"), "")).toEqual({
    ok: false,
    error: `${join(root, "a")} can't be written: it is a folder.`,
  });
});

test.runIf(existsSync("/proc/self"))("a place where nothing can be made ends with a sentence", async () => {
  expect(await makeFolder("/proc/highwater/x")).toEqual({
    ok: false,
    error: "/proc/highwater can't be written: nothing can be made there.",
  });
});
