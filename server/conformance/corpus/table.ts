/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${head.map((_, at) => cells[at] ?? "").join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A share as people read it, never rounded up to the whole. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(Math.floor(share * 10_000) / 100).toFixed(2)} %` : "–";
}

/** The sum of a figure over all of them. */
export function sum<T>(all: readonly T[], of: (it: T) => number): number {
  return all.reduce((total, it) => total + of(it), 0);
}
