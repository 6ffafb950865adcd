// Makes the folder of a new rule (its check, what it finds, what it leaves alone) and registers it: `npm run new-rule -- my-rule-name`.
// What is still to be said, the gate in server/src/lint/rules.test.ts names.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [name = "", root = fileURLToPath(new URL("..", import.meta.url))] = process.argv.slice(2);
if (!/^[a-z]+(-[a-z]+)+$/.test(name)) {
  console.error("Usage: npm run new-rule -- <name>, of lower-case words joined by hyphens, as in missing-unique-key.");
  process.exit(2);
}
const rules = join(root, "server/src/lint/rules");
const folder = join(rules, name);
if (existsSync(folder)) {
  console.error(`${folder} is there already.`);
  process.exit(1);
}

const variable = name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
mkdirSync(folder);
writeFileSync(
  join(folder, "rule.ts"),
  `import { defineRule } from "../../define-rule.ts";
import { bad } from "./bad.ts";
import { good } from "./good.ts";

export const ${variable} = defineRule({
  name: "${name}",
  since: "${version}",
  severity: "warning",
  looksAt: "incremental-model",
  worlds: ["incremental"],
  summary: "",
  why: "",
  fix: "never",
  bad,
  good,
  check() {},
});
`,
);
writeFileSync(
  join(folder, "bad.ts"),
  examples("bad", "BadExample", `What \`${name}\` finds, an example for each clause.`),
);
writeFileSync(
  join(folder, "good.ts"),
  examples("good", "Example", `What \`${name}\` leaves alone, an example for each exception.`),
);

const index = join(rules, "index.ts");
const text = readFileSync(index, "utf8");
const imports = text.split("\n").filter((it) => /^import \{ .* \} from "\.\/.*";$/.test(it));
const added = [...imports, `import { ${variable} } from "./${name}/rule.ts";`].sort((a, b) =>
  pathIn(a) < pathIn(b) ? -1 : 1,
);
const names = added.map((it) => `  ${/\{ (\w+) \}/.exec(it)?.[1]},`);
const first = text.indexOf(imports[0] ?? "\n");
const last = imports.at(-1) ?? "";
writeFileSync(
  index,
  `${text.slice(0, first)}${added.join("\n")}${text.slice(text.indexOf(last) + last.length)}`.replace(
    /(: readonly Rule\[\] = \[\n)[^\]]*(\];)/,
    (_, open, close) => `${open}${names.join("\n")}\n${close}`,
  ),
);
console.log(
  `server/src/lint/rules/${name}/: rule.ts, bad.ts, good.ts\nNext: npx vitest run server/src/lint/rules.test.ts says what is to be filled in.`,
);

function pathIn(line) {
  return /"\.\/(.*)\/rule\.ts"/.exec(line)?.[1] ?? "";
}

function examples(list, type, says) {
  return `import type { ${type} } from "../../define-rule.ts";

/** ${says} */
export const ${list}: readonly ${type}[] = [];
`;
}
