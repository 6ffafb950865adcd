import { expect, test } from "vitest";
import { jsonText } from "./json-text.ts";

test("JSON, whose whole numbers keep all their digits", () => {
  expect(jsonText({ a: [1, 0.5, null, true, 'say "hi"'], "b c": 9007199254740993n, d: {} })).toBe(
    '{"a":[1,0.5,null,true,"say \\"hi\\""],"b c":9007199254740993,"d":{}}',
  );
});
