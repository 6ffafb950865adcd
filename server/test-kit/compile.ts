import { assert } from "vitest";
import { WORLDS, type World } from "../src/base/world.ts";
import { compile } from "../src/compile/compile.ts";
import type { Compiled } from "../src/compile/compiled.ts";
import type { CompileOptions } from "../src/compile/options.ts";
import type { NodeFacts, ProjectSnapshot } from "../src/project/snapshot.ts";
import { parseFixture } from "./fixture.ts";
import { type ProjectOptions, projectOf } from "./project.ts";

/** What a model of a fixture compiles to; the model is `models/model.sql` unless named. */
export function compiledOf(source: string, world: World, { model = "model", options, project }: Asked = {}): Compiled {
  return compileIn(projectOf(parseFixture(source).files, project), world, model, options);
}

interface Asked {
  readonly model?: string;
  readonly options?: CompileOptions;
  readonly project?: ProjectOptions;
}

/** As `compiledOf`, for tests that hold a snapshot already. */
export function compileIn(snapshot: ProjectSnapshot, world: World, model: string, options?: CompileOptions): Compiled {
  const [node] = snapshot.nodes.named(model);
  assert(node, `there is no model ${model}`);
  return compile(snapshot, node, world, options);
}

/** What a model's SQL is in both worlds, `incremental` first. */
export function bothWorlds(source: string, asked: Asked = {}): readonly string[] {
  return WORLDS.map((world) => compiledOf(source, world, asked).sql);
}

/** What dbt's parser would keep of a model. */
export function factsOf(source: string, model = "model", project: ProjectOptions = {}): NodeFacts {
  const [node] = projectOf(parseFixture(source).files, project).nodes.named(model);
  assert(node, `there is no node ${model}`);
  return node.facts;
}
