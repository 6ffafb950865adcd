export type { Plain } from "../base/plain.ts";
