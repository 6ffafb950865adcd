import type { Rule } from "../define-rule.ts";
import { isIncrementalNotCalled } from "./is-incremental-not-called.ts";
import { jinjaSyntax } from "./jinja-syntax.ts";
import { missingIncrementalFilter } from "./missing-incremental-filter.ts";
import { missingUniqueKey } from "./missing-unique-key.ts";
import { refToMissingModel } from "./ref-to-missing-model.ts";
import { runFailed } from "./run-failed.ts";
import { thisOutsideIsIncremental } from "./this-outside-is-incremental.ts";
import { yamlSyntax } from "./yaml-syntax.ts";

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
