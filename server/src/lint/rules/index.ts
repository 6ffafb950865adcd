import type { Rule } from "../define-rule.ts";
import { duplicateModel } from "./duplicate-model/rule.ts";
import { incrementalBranchBreaksSql } from "./incremental-branch-breaks-sql/rule.ts";
import { invalidOnSchemaChange } from "./invalid-on-schema-change/rule.ts";
import { invalidStrategyForAdapter } from "./invalid-strategy-for-adapter/rule.ts";
import { isIncrementalInNonIncrementalModel } from "./is-incremental-in-non-incremental-model/rule.ts";
import { isIncrementalNotCalled } from "./is-incremental-not-called/rule.ts";
import { jinjaSyntax } from "./jinja-syntax/rule.ts";
import { microbatchMissingConfig } from "./microbatch-missing-config/rule.ts";
import { missingIncrementalFilter } from "./missing-incremental-filter/rule.ts";
import { missingPackage } from "./missing-package/rule.ts";
import { missingProfile } from "./missing-profile/rule.ts";
import { missingUniqueKey } from "./missing-unique-key/rule.ts";
import { misspelledConfigKey } from "./misspelled-config-key/rule.ts";
import { refToMissingModel } from "./ref-to-missing-model/rule.ts";
import { runFailed } from "./run-failed/rule.ts";
import { selfReference } from "./self-reference/rule.ts";
import { thisOutsideIsIncremental } from "./this-outside-is-incremental/rule.ts";
import { unionBranchNotFiltered } from "./union-branch-not-filtered/rule.ts";
import { uniqueKeyIgnoredByStrategy } from "./unique-key-ignored-by-strategy/rule.ts";
import { uniqueKeyNotInOutput } from "./unique-key-not-in-output/rule.ts";
import { unknownRuleAllowed } from "./unknown-rule-allowed/rule.ts";
import { watermarkColumnMismatch } from "./watermark-column-mismatch/rule.ts";
import { watermarkColumnNotInOutput } from "./watermark-column-not-in-output/rule.ts";
import { yamlSyntax } from "./yaml-syntax/rule.ts";

/** Every rule, by name. `scripts/new-rule.mjs` adds to it. */
export const rules: readonly Rule[] = [
  duplicateModel,
  incrementalBranchBreaksSql,
  invalidOnSchemaChange,
  invalidStrategyForAdapter,
  isIncrementalInNonIncrementalModel,
  isIncrementalNotCalled,
  jinjaSyntax,
  microbatchMissingConfig,
  missingIncrementalFilter,
  missingPackage,
  missingProfile,
  missingUniqueKey,
  misspelledConfigKey,
  refToMissingModel,
  runFailed,
  selfReference,
  thisOutsideIsIncremental,
  unionBranchNotFiltered,
  uniqueKeyIgnoredByStrategy,
  uniqueKeyNotInOutput,
  unknownRuleAllowed,
  watermarkColumnMismatch,
  watermarkColumnNotInOutput,
  yamlSyntax,
];
