import { memo } from "../base/memo.ts";
import type { Expression, Node } from "../jinja/ast.ts";
import { walk } from "../jinja/walk.ts";
import { editDistance } from "../project/edit-distance.ts";
import type { Environment, MacroTable } from "../project/snapshot.ts";
import { adapterOf } from "./adapter.ts";

/** Settings that change what a run does: what a misspelled key may be meant for. */
const weighty = `alias batch_size begin cluster_by concurrent_batches contract database enabled event_time full_refresh
grants incremental_predicates incremental_strategy lookback materialized merge_exclude_columns merge_update_columns
on_configuration_change on_schema_change partition_by persist_docs post_hook pre_hook schema sql_header tags
unique_key`.split(/\s+/);

/** Every other setting that dbt or an adapter reads (their documentation): a key like one of these is no slip. */
const others = `access access_control_list additional_libs anchors auto_liquid_cluster auto_refresh automatic_clustering
backup base_location_root base_location_subpath bind bucket_count bucketed_by buckets catalog catalog_name catchup
change_tracking cluster_id clustered_by codec column_masks column_types compression connection_overrides
copy_grants copy_partitions create_notebook data_retention_time_in_days databricks_compute databricks_tags dataset
delete_condition delimiter description disable_nullable_columns dist docs enable_change_history
enable_list_inference enable_refresh engine environment_dependencies environment_key exclude external_access_integrations
external_location external_volume field_delimiter fields file_format force_batch format freshness glue_database
glue_register grace_period grant_access_to group ha hours_to_expiration http_path imports include_full_name_in_path
incremental_apply_config_changes index_url indexes initialize insert_condition inserts_only intermediate_format
job_cluster_config job_execution_timeout_seconds kms_key_name labels labels_from_meta layout lf_grants
lf_inherited_tags lf_tags_config lifetime liquid_clustered_by local_db_prefix local_suffix location location_root
matched_condition max_data_extension_time_in_days max_staleness merge_with_schema_evolution meta mv_on_schema_change
native_drop not_matched_by_source_action not_matched_by_source_condition not_matched_condition
notebook_access_control_list notebook_template_id on_table_exists options order_by overrides packages
partition_expiration_days partitioned_by partitions partitions_limit plugin post-hook pre-hook predicates
projections project properties python_job_config python_version query_settings query_tag query_tags quoting range
read_location refresh refresh_interval_minutes refresh_mode refreshable repopulate_from_mvs_on_full_refresh
require_partition_filter resource_tags row_access_policy row_filter s3_data_dir s3_data_naming s3_tmp_table_dir
schedule secrets secure seed_by_insert session_properties settings sharding_key skip_matched_step
skip_not_matched_step skip_workgroup_check snowflake_warehouse sort sort_type sorted_by source_alias source_type
spark_conf sql_header static_analysis storage_serialization_policy storage_uri submission_method table_format
table_properties table_tag table_type target_alias target_lag tblproperties temp_schema time_ingestion_partitioning
timeout tmp_relation_type transient ttl unique_tmp_table_suffix unlogged update_condition
use_anonymous_sproc use_safer_relation_operations user_folder_for_python versions_to_keep view_security
view_update_via_alter write_compression zorder`.split(/\s+/);

const known: ReadonlySet<string> = new Set([...weighty, ...others]);

/** Names that are no setting but are taken for one, whatever their letters. */
const mistaken: Readonly<Record<string, string>> = {
  unique_id: "unique_key",
  unique_ids: "unique_key",
  uniquekey: "unique_key",
  primary_keys: "unique_key",
  merge_predicates: "incremental_predicates",
  tag: "tags",
};

/** The same, on the adapters that don't read them. */
const mistakenOn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bigquery: { partitioned_by: "partition_by", primary_key: "unique_key" },
  databricks: { primary_key: "unique_key" },
  duckdb: { primary_key: "unique_key" },
  postgres: { primary_key: "unique_key" },
  redshift: { primary_key: "unique_key" },
  snowflake: { warehouse: "snowflake_warehouse", primary_key: "unique_key" },
};

/**
 * The setting that a key is a slip of: a name often taken for it, or one that differs in a letter or two.
 *
 * Undefined for what dbt, an adapter (any one: a project may have several) or a macro reads. While
 * packages are missing their macros may read it, so only what is plain to see counts.
 */
export function meantSetting(key: string, environment: Environment): string | undefined {
  const alias = mistakenOn[adapterOf(environment) ?? ""]?.[key] ?? mistaken[key];
  if ((known.has(key) && alias === undefined) || keysReadBy(environment.macros).has(key)) return undefined;
  if (alias !== undefined) return alias;
  const certain = environment.missingPackages.length === 0 ? 2 : 1;
  // In a short name a letter or two make another word.
  const most = Math.min(certain, key.length >= 8 ? 2 : key.length >= 5 ? 1 : 0);
  const lower = key.toLowerCase();
  let best: string | undefined;
  let distance = most + 1;
  for (const it of weighty) {
    const here = editDistance(lower, it, most);
    if (here < distance) [best, distance] = [it, here];
  }
  return best;
}

/** Every key that some macro of the project or of a package reads: `config.get('key')`, `config.key`, `config['key']`. */
const keysReadBy = memo((macros: MacroTable): ReadonlySet<string> => {
  const keys = new Set<string>();
  for (const name of macros.packages) {
    for (const { macro } of macros.in(name).values()) for (const key of keysReadIn(macro.body)) keys.add(key);
  }
  return keys;
});

/** The same of one body. Any `get('…')` counts: what it is asked of may well be a config. */
export const keysReadIn: (body: readonly Node[]) => ReadonlySet<string> = memo((body: readonly Node[]) => {
  const keys = new Set<string>();
  walk(body, {
    enter(it) {
      if (it.kind === "call" && it.callee.kind === "member" && /^(?:meta_)?(?:get|require)$/.test(it.callee.name)) {
        add(it.arguments.positional[0]);
      } else if (it.kind === "item" && isConfig(it.object)) add(it.index);
      else if (it.kind === "member" && isConfig(it.object)) keys.add(it.name);
      return undefined;
    },
  });
  return keys;

  function add(value: Expression | undefined): void {
    if (value?.kind === "literal" && typeof value.value === "string") keys.add(value.value);
  }
});

function isConfig(it: Expression): boolean {
  return (it.kind === "name" || it.kind === "member") && it.name === "config";
}
