import { expect, test } from "vitest";
import { blamedFile, plainMessage } from "./error-message.ts";

test.each([
  [
    'Runtime Error in model bad (models/bad.sql)\n  Binder Error: no "amont"\n  \n  LINE 13: select amont\n                  ^',
    'Binder Error: no "amont"\n\nLINE 13: select amont\n                ^',
  ],
  [
    "Database Error in model x (models/x.sql)\n  001003 (42000): SQL compilation error\n  compiled code at target/run/x.sql",
    "001003 (42000): SQL compilation error",
  ],
  [
    "Encountered an error:\nRuntime Error\n  Could not find profile named 'shop'",
    "Could not find profile named 'shop'",
  ],
  [
    "[error] [DbDriverFailed (dbt1308)]: Database Error in model bad (x.sql)\n  Binder Error: no\n   0: <unknown>\n   1: clone3\n",
    "Binder Error: no",
  ],
  [
    "Unhandled error while executing \nException on worker thread. Runtime Error\n  Parser Error: no\n  \n  LINE 3: where at",
    "Parser Error: no\n\nLINE 3: where at",
  ],
  ["Something else went wrong", "Something else went wrong"],
])("what is left of dbt's message %j", (said, plain) => {
  expect(plainMessage(said)).toBe(plain);
});

test("the file that dbt blames", () => {
  expect(blamedFile("Encountered an error:\nCompilation Error in model syn (models/syn.sql)\n  unexpected '}'")).toBe(
    "models/syn.sql",
  );
  expect(blamedFile("Runtime Error\n  no such profile (shop)")).toBeNull();
});
