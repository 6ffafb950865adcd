// Writes the shop's landing files of one day: `node generate.mjs 2024-03-01 [FOLDER]`.
// The same day always gives the same bytes. Every day after the first brings late, corrected and duplicate rows.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const FIRST_DAY = Date.UTC(2024, 2, 1);
const DAY = 86_400_000;
export const ORDERS_A_DAY = 1_000;
export const EVENTS_A_DAY = 1_500;
export const CUSTOMERS = 300;

/** Small and repeatable random numbers (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const stamp = (ms) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");
const pick = (random, items) => items[Math.floor(random() * items.length)];

/** An order as it was first reported on its day; `number` counts within the day. */
function orderOf(dayNumber, number) {
  const random = randomFrom(dayNumber * 1_000_003 + number);
  const orderedAt = FIRST_DAY + dayNumber * DAY + Math.floor(random() * DAY);
  return {
    order_id: dayNumber * 100_000 + number,
    customer_id: 1 + Math.floor(random() * CUSTOMERS),
    status: pick(random, ["placed", "paid", "shipped"]),
    amount_cents: 500 + Math.floor(random() * 20_000),
    ordered_at: stamp(orderedAt),
    updated_at: stamp(orderedAt),
    loaded_at: stamp(FIRST_DAY + (dayNumber + 1) * DAY),
  };
}

/** The rows of one day, and how many of them are late, corrected and duplicate. */
export function batch(day) {
  const dayNumber = Math.round((Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY);
  if (!Number.isInteger(dayNumber) || dayNumber < 0) throw new Error(`the shop opened on 2024-03-01, not on ${day}`);
  const random = randomFrom(dayNumber + 77);
  const loadedAt = stamp(FIRST_DAY + (dayNumber + 1) * DAY);
  const counts = { late: 0, corrected: 0, duplicate: 0 };

  const orders = [];
  for (let number = 0; number < ORDERS_A_DAY; number++) {
    const order = orderOf(dayNumber, number);
    orders.push(order);
    if (number % 50 === 7) {
      orders.push(order);
      counts.duplicate++;
    }
  }
  for (let number = 0; dayNumber > 0 && number < 60; number++) {
    const before = orderOf(dayNumber - 1, 3 + number * 11);
    const status = pick(random, ["paid", "shipped", "returned", "done"]);
    const amount_cents = number % 3 === 0 ? before.amount_cents + 100 : before.amount_cents;
    const updated_at = stamp(FIRST_DAY + dayNumber * DAY + Math.floor(random() * DAY));
    orders.push({ ...before, status, amount_cents, updated_at, loaded_at: loadedAt });
    counts.corrected++;
  }
  for (let number = 0; dayNumber > 0 && number < 40; number++) {
    const late = orderOf(dayNumber - 1, 50_000 + number);
    orders.push({ ...late, loaded_at: loadedAt });
    counts.late++;
  }

  const events = [];
  for (let number = 0; number < EVENTS_A_DAY; number++) {
    const isLate = dayNumber > 0 && number % 40 === 0;
    const occurred = FIRST_DAY + (isLate ? dayNumber - 1 : dayNumber) * DAY + Math.floor(random() * DAY);
    if (isLate) counts.late++;
    events.push({
      event_id: `e-${day}-${number}`,
      customer_id: 1 + Math.floor(random() * CUSTOMERS),
      kind: pick(random, ["view", "view", "view", "cart", "checkout"]),
      occurred_at: stamp(occurred),
      loaded_at: loadedAt,
    });
  }

  const customers = [];
  for (let id = 1; id <= CUSTOMERS; id++) {
    const isChanged = dayNumber === 0 || (id + dayNumber) % 9 === 0;
    if (!isChanged) continue;
    const person = randomFrom(id * 31 + dayNumber);
    customers.push({
      customer_id: id,
      name: `${pick(person, ["Ada", "Björn", "Chloé", "Dana", "Emre"])} ${pick(person, ["Ng", "O'Hara", "Müller", "Sato", "Ruiz"])}`,
      email: person() < 0.1 ? "" : `customer${id}@example.com`,
      country_code: pick(randomFrom(id), ["AT", "BE", "CH", "DE", "FR", "NL", "NO", "SE"]),
      updated_at: stamp(FIRST_DAY + dayNumber * DAY + Math.floor(person() * DAY)),
    });
  }
  return { orders, events, customers, counts };
}

function csv(rows) {
  const quoted = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  const names = Object.keys(rows[0]);
  return `${[names.join(","), ...rows.map((row) => names.map((name) => quoted(row[name])).join(","))].join("\n")}\n`;
}

/** Puts a day's files into `FOLDER/landing/<table>/<day>.csv`, as if they had just arrived. */
export function deliver(day, folder) {
  const { orders, events, customers, counts } = batch(day);
  for (const [table, rows] of Object.entries({ orders, events, customers })) {
    mkdirSync(join(folder, "landing", table), { recursive: true });
    writeFileSync(join(folder, "landing", table, `${day}.csv`), csv(rows));
  }
  return { orders: orders.length, events: events.length, customers: customers.length, ...counts };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [day, folder = import.meta.dirname] = process.argv.slice(2);
  if (!day) {
    console.error("usage: node generate.mjs YYYY-MM-DD [FOLDER]");
    process.exit(2);
  }
  console.log(JSON.stringify(deliver(day, folder)));
}
