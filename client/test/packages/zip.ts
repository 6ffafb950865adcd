import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

/** A file inside a package; its bytes are unpacked only when they are asked for. */
export interface Entry {
  readonly path: string;
  readonly size: number;
  read(): Buffer;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;

/** The files of a zip archive, from its central directory (APPNOTE 4.3.12); no zip64, no encryption, as vsce writes it. */
export function readZip(path: string): readonly Entry[] {
  const bytes = readFileSync(path);
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== END) end--;
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error(`${path}: no directory entry at ${at}`);
    const deflated = bytes.readUInt16LE(at + 10) === 8;
    const packed = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const name = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const inner = bytes.toString("utf8", at + 46, at + 46 + name);
    entries.push({
      path: inner,
      size,
      read() {
        const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
        const body = bytes.subarray(start, start + packed);
        return deflated ? inflateRawSync(body) : body;
      },
    });
    at += 46 + name + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
