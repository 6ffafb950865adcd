/** One row of the landing files. */
interface Order {
  readonly orderId: number;
  readonly region: string | null;
  readonly code: string;
  readonly state: string;
  readonly amount: string;
  readonly updatedAt: string;
  readonly batch: number;
}

/** A day's delivery, and how many of its rows are of the awkward kinds. */
export interface Batch {
  readonly csv: string;
  readonly counts: Readonly<Record<"rows" | "late" | "corrected" | "duplicate" | "nullKeys", number>>;
}

const NEW_ROWS = 1_200;
const STATES = ["placed", "paid", "shipped", "returned"];
const HEADER = "order_id,region,code,state,amount,updated_at,batch";

/**
 * The delivery of a day, the same for the same number on every machine.
 *
 * Corrected rows repeat keys of earlier days with other values, late ones were updated before the day
 * began, and duplicates are equal in every column: which of two different rows wins a MERGE is nobody's promise.
 */
export function batchOf(number: number): Batch {
  const random = generator(number * 7919);
  const first = (number - 1) * NEW_ROWS;
  const fresh = Array.from({ length: NEW_ROWS }, (_, at) => orderOf(first + at, number, random));
  const corrected = Array.from({ length: number === 1 ? 0 : 150 }, (_, at) =>
    orderOf((at * 37) % first, number, random),
  );
  const unique = [...new Map([...fresh, ...corrected].map((it) => [it.orderId, it])).values()];
  const duplicate = unique.filter((_, at) => at % 50 === 0);
  const rows = [...unique, ...duplicate];
  return {
    csv: `${[HEADER, ...rows.map(line)].join("\n")}\n`,
    counts: {
      rows: rows.length,
      late: rows.filter((it) => it.updatedAt < dayOf(number)).length,
      corrected: corrected.length,
      duplicate: duplicate.length,
      nullKeys: rows.filter((it) => it.region === null).length,
    },
  };
}

function orderOf(id: number, batch: number, random: () => number): Order {
  const isLate = random() < 0.08;
  const day = isLate ? Math.max(0, batch - 2) : batch;
  return {
    orderId: id,
    region: id % 40 === 0 ? null : `region ${id % 7}`,
    code: id % 2 === 0 ? `C${id}` : `c${id}`,
    state: STATES[Math.floor(random() * STATES.length)] ?? "placed",
    amount: (random() * 500).toFixed(2),
    updatedAt: `${dayOf(day)} ${String(Math.floor(random() * 24)).padStart(2, "0")}:30:00`,
    batch,
  };
}

function dayOf(batch: number): string {
  return `2024-03-${String(batch + 1).padStart(2, "0")}`;
}

function line({ orderId, region, code, state, amount, updatedAt, batch }: Order): string {
  return [orderId, region ?? "", code, state, amount, updatedAt, batch].join(",");
}

/** Figures from 0 to 1 that look random and are the same every time (a linear congruence). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
