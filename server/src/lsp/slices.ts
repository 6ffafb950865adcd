const SLICE_MS = 8;

/**
 * Drives a generator in slices, letting messages in between; gives up between steps when told to.
 *
 * `done: false` means that it was stopped: there is no value.
 */
export async function drive<R>(
  steps: Generator<void, R>,
  isStopped: () => boolean,
): Promise<{ readonly done: true; readonly value: R } | { readonly done: false }> {
  for (let slice = performance.now(); ; ) {
    const step = steps.next();
    if (step.done) return { done: true, value: step.value };
    if (performance.now() - slice < SLICE_MS) continue;
    await messagesIn();
    if (isStopped()) return { done: false };
    slice = performance.now();
  }
}

/**
 * Lets everything that has arrived be handled: the first turn of the event loop reads it, the second
 * hands it to its handler.
 */
export async function messagesIn(): Promise<void> {
  await new Promise<void>((resume) => setImmediate(resume));
  await new Promise<void>((resume) => setImmediate(resume));
}

/** Whether an answer is a generator that has still to be driven. */
export function isGenerator<R>(it: R | Generator<void, R>): it is Generator<void, R> {
  return typeof it === "object" && it !== null && Symbol.iterator in it && "next" in it;
}
