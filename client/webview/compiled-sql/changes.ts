/**
 * Which lines of one text the other has not, by their longest common subsequence of lines.
 *
 * Beyond a few thousand differing lines the answer is all of them: a picture of what differs is
 * for reading, and nobody reads that.
 */
export function linesMissingFrom(lines: readonly string[], other: readonly string[]): ReadonlySet<number> {
  let start = 0;
  while (start < lines.length && start < other.length && lines[start] === other[start]) start++;
  let tail = 0;
  const room = Math.min(lines.length, other.length) - start;
  while (tail < room && lines[lines.length - 1 - tail] === other[other.length - 1 - tail]) tail++;

  const mine = lines.slice(start, lines.length - tail);
  const theirs = other.slice(start, other.length - tail);
  const missing = new Set(mine.keys());
  if (mine.length * theirs.length <= 4_000_000) for (const kept of commonLines(mine, theirs)) missing.delete(kept);
  return new Set([...missing].map((it) => it + start));
}

/** Indexes of `mine` on one longest common subsequence. */
function commonLines(mine: readonly string[], theirs: readonly string[]): readonly number[] {
  const width = theirs.length + 1;
  const lengths = new Uint32Array((mine.length + 1) * width);
  const length = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = mine.length - 1; i >= 0; i--) {
    for (let j = theirs.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        mine[i] === theirs[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const kept: number[] = [];
  for (let i = 0, j = 0; i < mine.length && j < theirs.length; ) {
    if (mine[i] === theirs[j]) {
      kept.push(i++);
      j++;
    } else if (length(i + 1, j) >= length(i, j + 1)) i++;
    else j++;
  }
  return kept;
}
