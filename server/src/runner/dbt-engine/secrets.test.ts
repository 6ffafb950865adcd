import { expect, test } from "vitest";
import { blotter } from "./secrets.ts";

test("secrets of the profile and the environment are blotted out, names and schemas are not", () => {
  const fields = {
    user: "ada-lovelace",
    password: "s3cret-word",
    keyfile_json: { private_key: "LONG-KEY" },
    pass: "abc",
  };
  const blot = blotter(fields, { DBT_ENV_SECRET_TOKEN: "s3cret-word-and-more", PATH: "/usr/bin" });
  expect(blot("ada-lovelace, s3cret-word, s3cret-word-and-more, LONG-KEY, abc, /usr/bin")).toBe(
    "ada-lovelace, *****, *****, *****, abc, /usr/bin",
  );
});
