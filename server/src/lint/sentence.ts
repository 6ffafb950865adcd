/** A message as a sentence: dbt's and Jinja2's own words have no full stop. */
export function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
