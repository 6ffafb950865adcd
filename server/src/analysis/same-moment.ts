// What tells a day from a moment, or one zone from another, in a column's name.
const kinds =
  /^(?:at|on|ts|dt|dts|ds|date|day|time|timestamp|datetime|tstamp|utc|local|ntz|ltz|tz|epoch|unix|ms|s|partition|partitiontime|partitiondate|hour|week|month|year|tsp|stamp|key|id|sk|str|string|int|number)$/;

/**
 * Whether two names may well be one moment in two forms: `block_date` and `block_time`, `created_on` and `created_at`.
 *
 * Names are all there is to go by where both columns come from a table that nobody described.
 */
export function isSameMoment(a: string, b: string): boolean {
  const [stemA, stemB] = [stem(a), stem(b)];
  return stemA === stemB || stemA === "" || stemB === "";
}

function stem(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.filter((it) => it !== "" && !kinds.test(it)).join("_");
}
