import { resolveRef } from "../project/resolve.ts";
import type {
  Catalog,
  Environment,
  Node,
  NodeFacts,
  NodeTable,
  ProjectSnapshot,
  RefCall,
  SourceFile,
} from "../project/snapshot.ts";

/** What a compilation has looked at of the project: while all of it is the same, so is the result. */
export class Dependencies {
  readonly #environment: Environment;
  readonly #node: Node;
  readonly #facts: NodeFacts;
  readonly #refs: { readonly from: string; readonly call: RefCall; readonly answer: Answer }[] = [];
  readonly #texts: { readonly uniqueId: string; readonly file: SourceFile | undefined }[] = [];
  #whole: { readonly nodes: NodeTable; readonly catalog: Catalog } | undefined;

  constructor({ environment }: ProjectSnapshot, node: Node) {
    this.#environment = environment;
    this.#node = node;
    this.#facts = node.facts;
  }

  /** Where a `ref` led. */
  ref(from: string, call: RefCall, node: Node | undefined): void {
    this.#refs.push({ from, call, answer: answerOf(node) });
  }
  /** The text of another node went into the result. */
  text({ uniqueId, file }: Node): void {
    this.#texts.push({ uniqueId, file });
  }
  /** The result may depend on any node, or on what the warehouse has. */
  everything({ nodes, catalog }: ProjectSnapshot): void {
    this.#whole = { nodes, catalog };
  }

  hold(snapshot: ProjectSnapshot, node: Node): boolean {
    if (snapshot.environment !== this.#environment) return false;
    if (node.uniqueId !== this.#node.uniqueId || node.facts !== this.#facts) return false;
    const whole = this.#whole;
    if (whole && (whole.nodes !== snapshot.nodes || whole.catalog !== snapshot.catalog)) return false;
    return (
      this.#refs.every((it) => sameAnswer(it.answer, resolvedNow(snapshot, it.from, it.call))) &&
      this.#texts.every((it) => snapshot.nodes.get(it.uniqueId)?.file === it.file)
    );
  }
}

interface Answer {
  readonly uniqueId: string | undefined;
  readonly facts: NodeFacts | undefined;
}

function answerOf(node: Node | undefined): Answer {
  return { uniqueId: node?.uniqueId, facts: node?.facts };
}

function resolvedNow(snapshot: ProjectSnapshot, from: string, call: RefCall): Answer {
  const found = resolveRef(snapshot, from, call);
  return answerOf(found.kind === "missing" ? undefined : found.node);
}

function sameAnswer(a: Answer, b: Answer): boolean {
  return a.uniqueId === b.uniqueId && a.facts === b.facts;
}
