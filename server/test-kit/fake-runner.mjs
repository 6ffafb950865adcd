// A runner for tests of the language server: a real process that speaks its protocol and touches no database.
// What it does with a run is said by the model's name.
process.send({ kind: "ready", version: "test" });

const never = new Map();
process.on("message", (message) => {
  switch (message.kind) {
    case "run":
      return run(message);
    case "inspect":
      return process.send({ kind: "answer", id: message.id, answer: inspected });
    case "statements":
      return process.send({ kind: "answer", id: message.id, answer: statements(message.request) });
    case "cancel":
      return cancel(message.id);
    case "shutdown":
      process.exit(0);
  }
});

const relation = (identifier, type) => ({
  database: "dev",
  schema: "main",
  identifier,
  type,
  columns: [{ name: "id", type: "INTEGER" }],
  rows: 12,
});
const inspected = {
  kind: "inspect",
  relations: [relation("orders", "table"), relation("was_view", "view"), relation("sleeps", "table"), relation("deaf", "table"), relation("dies", "table")],
  database: "dev",
  schemas: ["main"],
  reason: null,
};

function run({ id, request }) {
  const name = request.select.at(-1);
  const uniqueId = `model.shop.${name}`;
  const event = (it) => process.send({ kind: "event", id, event: it });
  event({ kind: "run-started", runId: "r1", project: "shop", target: "dev", adapter: "duckdb", engine: `${request.world} ${request.select.join(" ")}`, models: 1 });
  event({ kind: "planned", index: 1, uniqueId, name, materialized: "incremental", strategy: "merge", relation: `dev.main.${name}`, world: request.world, why: null });
  event({ kind: "started", uniqueId });
  if (name === "dies") {
    process.stderr.write("out of memory, says the fake\n");
    setTimeout(() => process.exit(3), 20);
    return;
  }
  if (name === "sleeps" || name === "deaf") return void never.set(id, { name, uniqueId });
  const rows = { inserted: 3, updated: 1, deleted: null, affected: null };
  const failure = {
    status: "error",
    rows: null,
    message: 'column "nope" does not exist',
    at: { path: `models/${name}.sql`, line: 1, column: 1, endLine: 1, endColumn: 3 },
  };
  const success = { status: "ok", rows, message: null, at: null };
  event({ kind: "finished", uniqueId, world: request.world, why: null, ms: 5, ...(name === "fails" ? failure : success) });
  process.send({ kind: "answer", id, answer: { kind: "run", status: name === "fails" ? "error" : "ok", failure: null } });
}

function cancel(id) {
  const run = never.get(id);
  if (run?.name !== "sleeps") return;
  process.send({ kind: "event", id, event: { kind: "finished", uniqueId: run.uniqueId, status: "cancelled", world: null, why: null, rows: null, ms: 1, message: null, at: null } });
  process.send({ kind: "answer", id, answer: { kind: "run", status: "cancelled", failure: null } });
}

/** Tells what it was asked, as if that were SQL. */
function statements({ uniqueId, world, unsaved }) {
  const texts = unsaved.map(({ path, text }) => `${path}: ${text}`);
  return { kind: "statements", world, why: null, statements: [uniqueId, ...texts], engine: "test", reason: null };
}
