/** Something that runs and tells events; nothing of it happens before it is asked for its first. */
export type Running<E> = AsyncGenerator<E, void>;

interface Slot<E> {
  readonly running: Running<E>;
  next: Promise<{ readonly slot: Slot<E>; readonly result: IteratorResult<E, void> }>;
}

/**
 * Runs several things at once, at most `width`, and gives their events as they come.
 *
 * `start` is asked whenever there is room and gives the next one, or undefined when nothing can start now;
 * it is asked again each time one has ended. A thing goes on only when its last event was taken, so an event
 * about what comes next is out before that happens.
 */
export async function* sideBySide<E>(width: number, start: () => Running<E> | undefined): Running<E> {
  const slots = new Set<Slot<E>>();
  try {
    for (;;) {
      while (slots.size < width) {
        const running = start();
        if (!running) break;
        slots.add(slotOf(running));
      }
      if (slots.size === 0) return;
      const { slot, result } = await Promise.race([...slots].map((it) => it.next));
      if (result.done) {
        slots.delete(slot);
        continue;
      }
      yield result.value;
      slot.next = nextOf(slot);
    }
  } finally {
    // Whoever listens has stopped listening: each one cleans up behind itself.
    for (const { running } of slots) await running.return();
  }
}

function slotOf<E>(running: Running<E>): Slot<E> {
  const slot = { running } as Slot<E>;
  slot.next = nextOf(slot);
  return slot;
}

const nextOf = <E>(slot: Slot<E>) => slot.running.next().then((result) => ({ slot, result }));
