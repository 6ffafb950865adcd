/** dbt's message in its own words, without what the reader knows already: which model it is, and where dbt stood in itself. */
export function plainMessage(said: string): string {
  const text = said
    .replaceAll(/\u001b\[[0-9;]*m/g, "")
    .replace(/^Encountered an error:\n/, "")
    .replace(/^Unhandled error while executing *\n(?:Exception on worker thread\. )?/, "")
    // v2: a level, and a name with its number.
    .replace(/^\[error\] (?:\[[^\]]*\]: )?/, "");
  const [first = "", ...rest] = withoutTrace(text).split("\n");
  const isTitle = rest.some((it) => it.trim() !== "") && /^[A-Z][\w ]* Error(?: in .+ \(.+\))?$/.test(first.trim());
  const kept = (isTitle ? rest.map((it) => it.replace(/^ {2}/, "")) : [first, ...rest]).filter(
    (it) => !/^\s*compiled code at /.test(it),
  );
  return kept.join("\n").trim();
}

/** The file that dbt blames: the title of its message ends in it. */
export function blamedFile(said: string): string | null {
  return /^.*? Error in .+ \(([^()\n]+)\)$/m.exec(said)?.[1]?.replaceAll("\\", "/") ?? null;
}

/** v2 adds the frames of its own stack. */
function withoutTrace(text: string): string {
  const trace = /\n +0: /.exec(text);
  return trace ? text.slice(0, trace.index) : text;
}
