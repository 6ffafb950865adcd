/** A moment, by the wall's clock and by this process's own; milliseconds. */
export interface Moment {
  readonly wall: number;
  readonly processor: number;
}

/** Now. */
export function moment(): Moment {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), processor: (user + system) / 1000 };
}

/** Milliseconds of work since then: what the machine gave to others is not counted, so a limit means the same on a busy one. */
export function worked(since: Moment, until: Moment = moment()): number {
  return Math.min(until.wall - since.wall, until.processor - since.processor);
}
