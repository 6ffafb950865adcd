"""Compiles a dbt project with real dbt Core in three worlds, without a warehouse.

    python dbt_worlds.py PROJECT_DIR OUT_FILE

The interpreter's environment has dbt-core and the project's adapter; the profile is the project's own
profiles.yml. No macro is overridden: dbt's relation cache is filled with what each world says exists,
and dbt's own `is_incremental()` decides.

  incremental   models, seeds, snapshots and sources exist; no flag
  full-refresh  the same, under --full-refresh
  first-run     incremental models don't exist; no flag

OUT_FILE (JSON): {"dbt": version,
  "nodes": {unique_id: {config, database, schema, alias, refs, sources}},
  "worlds": {world: {unique_id: {"sql": text or null, "error": message or null, "asked": [queries]}}}}
A node with a non-empty `asked` depends on what only a warehouse knows: its text proves nothing.
"""

from __future__ import annotations

import copy
import json
import os
import sys
import tempfile
import threading
from pathlib import Path

os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "0")

from dbt.adapters.contracts.connection import AdapterResponse, ConnectionState  # noqa: E402
from dbt.adapters.factory import FACTORY  # noqa: E402
from dbt.cli.main import dbtRunner  # noqa: E402
from dbt.task.compile import CompileRunner, CompileTask  # noqa: E402
from dbt.version import __version__  # noqa: E402
from dbt_common.clients.agate_helper import empty_table  # noqa: E402
from dbt_common.exceptions import DbtRuntimeError  # noqa: E402

WORLDS = ("incremental", "full-refresh", "first-run")


class Present:
    """The world that is being compiled, and what it has asked so far."""

    world = ""
    asked: dict[str, list[str]] = {}
    lock = threading.Lock()


class NoConnection:
    """Stands where a driver's connection would be, and refuses to be used."""

    def close(self, *_args, **_kwargs):
        pass

    commit = rollback = cancel = interrupt = close

    def __getattr__(self, name):
        raise DbtRuntimeError(f"the model asked the warehouse for {name}")


def ask(adapter, what: str) -> None:
    connection = adapter.connections.get_if_exists()
    with Present.lock:
        Present.asked.setdefault(connection.name if connection else "?", []).append(what)


def never_connect(adapter_class) -> None:
    """Answers queries with empty tables, and notes them."""

    def execute(self, sql, *_args, **_kwargs):
        ask(self, sql)
        return AdapterResponse("OK"), empty_table()

    def columns(self, relation):
        ask(self, f"columns of {relation}")
        return []

    def open_(_cls, connection):
        connection.state = ConnectionState.OPEN
        connection.handle = NoConnection()
        return connection

    for replacement, name in ((execute, "execute"), (columns, "get_columns_in_relation")):
        original = getattr(adapter_class, name)
        for mark in ("_is_available_", "_parse_replacement_"):
            if hasattr(original, mark):
                setattr(replacement, mark, getattr(original, mark))
        setattr(adapter_class, name, replacement)
    adapter_class.ConnectionManager.open = classmethod(open_)
    adapter_class._schema_is_cached = lambda *_args, **_kwargs: True
    adapter_class.ConnectionManager.set_query_header = lambda self, *_args: setattr(self, "query_header", None)


def kind_of(node) -> str | None:
    """What a node is in a warehouse where it has been built."""
    if node.resource_type in ("source", "seed", "snapshot"):
        return "table"
    if node.resource_type != "model" or node.config.materialized == "ephemeral":
        return None
    materialized = node.config.materialized
    return materialized if materialized in ("view", "materialized_view") else "table"


def fill_cache(adapter, manifest) -> None:
    schemas = set()
    for node in [*manifest.nodes.values(), *manifest.sources.values()]:
        kind = kind_of(node)
        is_first_run = Present.world == "first-run" and getattr(node.config, "materialized", "") == "incremental"
        if kind is None or is_first_run:
            continue
        relation = adapter.Relation.create_from(adapter.config, node, type=kind)
        # A warehouse lists names as it stores them, and dbt quotes all parts of those.
        every = {"database": True, "schema": True, "identifier": True}
        stored = adapter.Relation.create(
            database=relation.database,
            schema=relation.schema,
            identifier=relation.identifier,
            type=relation.type,
            quote_policy=every,
        )
        adapter.cache.add(stored)
        schemas.add((stored.database, stored.schema))
    adapter.cache.update_schemas(schemas)


def compile_every_node() -> None:
    """One node that fails is a result, and keeps no other from being compiled."""
    CompileTask.populate_adapter_cache = lambda self, adapter, *_args, **_kwargs: fill_cache(adapter, self.manifest)
    CompileTask.raise_on_first_error = lambda self: False
    CompileTask._mark_dependent_errors = lambda self, *_args, **_kwargs: None


def described(node) -> dict:
    # A seed has no dependencies, and dbt raises when it is asked for them.
    has_parents = node.resource_type != "seed"
    return {
        "config": node.config.to_dict(),
        "database": node.database,
        "schema": node.schema,
        "alias": node.alias,
        "refs": [[it.package, it.name, it.version] for it in (node.refs if has_parents else [])],
        "sources": [list(it) for it in (node.sources if has_parents else [])],
    }


def compile_world(world: str, manifest, pristine: dict, common: list[str]) -> dict:
    Present.world, Present.asked = world, {}
    # dbt compiles no node twice, so each world starts from nodes that never were.
    manifest.nodes = copy.deepcopy(pristine)
    flags = ["--full-refresh"] if world == "full-refresh" else []
    done = dbtRunner(manifest=manifest).invoke(["compile", *common, *flags, "--no-partial-parse"])
    if done.result is None:
        raise SystemExit(f"{world}: {done.exception}")
    errors = {it.node.unique_id: it.message for it in done.result if it.status not in ("success", "skipped")}
    found = {}
    for unique_id, node in manifest.nodes.items():
        if node.resource_type not in ("model", "snapshot"):
            continue
        compiled = getattr(node, "compiled", False) and unique_id not in errors
        found[unique_id] = {
            "sql": node.compiled_code if compiled else None,
            "error": errors.get(unique_id),
            "asked": Present.asked.get(unique_id, []),
        }
    return found


def main() -> None:
    project, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        common = ["--project-dir", str(project), "--profiles-dir", str(project), "--target-path", f"{scratch}/target"]
        common += ["--log-path", f"{scratch}/logs", "--log-level-file", "none", "--no-version-check", "--quiet"]
        common += ["--threads", "1"]
        parsed = dbtRunner().invoke(["parse", *common])
        if not parsed.success:
            raise SystemExit(f"dbt can't parse the project: {parsed.exception}")
        manifest = parsed.result
        never_connect(FACTORY.plugins[manifest.metadata.adapter_type].adapter)
        compile_every_node()
        pristine = copy.deepcopy(manifest.nodes)
        kinds = ("model", "seed", "snapshot")
        nodes = {it.unique_id: described(it) for it in pristine.values() if it.resource_type in kinds}
        worlds = {world: compile_world(world, manifest, pristine, common) for world in WORLDS}
    answer = {"dbt": __version__, "nodes": nodes, "worlds": worlds}
    out.write_text(json.dumps(answer, default=str), encoding="utf-8")


if __name__ == "__main__":
    main()
