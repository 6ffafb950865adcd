import type { Rule } from "../define-rule.ts";
import { isIncrementalNotCalled } from "./is-incremental-not-called/rule.ts";
import { jinjaSyntax } from "./jinja-syntax/rule.ts";
import { missingIncrementalFilter } from "./missing-incremental-filter/rule.ts";
import { missingUniqueKey } from "./missing-unique-key/rule.ts";
import { refToMissingModel } from "./ref-to-missing-model/rule.ts";
import { runFailed } from "./run-failed/rule.ts";
import { thisOutsideIsIncremental } from "./this-outside-is-incremental/rule.ts";
import { yamlSyntax } from "./yaml-syntax/rule.ts";

/** Every rule, by name. `scripts/new-rule.mjs` adds to it. */
export const rules: readonly Rule[] = [
  isIncrementalNotCalled,
  jinjaSyntax,
  missingIncrementalFilter,
  missingUniqueKey,
  refToMissingModel,
  runFailed,
  thisOutsideIsIncremental,
  yamlSyntax,
];
