/**
 * Remembers `derive(input)` for as long as `input` itself is alive.
 *
 * Inputs are immutable, so identity is the cache key and there is nothing to invalidate: an edit
 * makes a new `SourceFile`, and the facts derived from the old one go away with it.
 */
export function memo<I extends object, O>(derive: (input: I) => O): (input: I) => O {
  const known = new WeakMap<I, { readonly value: O }>();
  return (input) => {
    let entry = known.get(input);
    if (!entry) {
      entry = { value: derive(input) };
      known.set(input, entry);
    }
    return entry.value;
  };
}

/** As `memo`, for a fact of two values; it lives as long as both do. */
export function memo2<A extends object, B extends object, O>(derive: (a: A, b: B) => O): (a: A, b: B) => O {
  const perFirst = memo((a: A) => memo((b: B) => derive(a, b)));
  return (a, b) => perFirst(a)(b);
}
