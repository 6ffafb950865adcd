/** What a native library was built for, read from its own header: `linux-x64`, `alpine-arm64`, `darwin-x64+arm64`, `win32-arm64`. */
export function platformOf(library: Buffer): string {
  if (library.readUInt32BE(0) === 0x7f454c46) {
    const system = library.includes("libc.musl-") || library.includes("ld-musl-") ? "alpine" : "linux";
    return `${system}-${named(ELF, library.readUInt16LE(18))}`;
  }
  if (library.toString("latin1", 0, 2) === "MZ") {
    return `win32-${named(PE, library.readUInt16LE(library.readUInt32LE(0x3c) + 4))}`;
  }
  if (library.readUInt32LE(0) === 0xfeedfacf) return `darwin-${named(MACH_O, library.readUInt32LE(4))}`;
  if (library.readUInt32BE(0) === 0xcafebabe) {
    const count = library.readUInt32BE(4);
    const parts = Array.from({ length: count }, (_, it) => named(MACH_O, library.readUInt32BE(8 + it * 20)));
    return `darwin-${parts.join("+")}`;
  }
  return "nothing known";
}

const ELF = { x64: 0x3e, arm64: 0xb7 };
const PE = { x64: 0x8664, arm64: 0xaa64 };
const MACH_O = { x64: 0x01000007, arm64: 0x0100000c };

function named(machines: Readonly<Record<string, number>>, machine: number): string {
  return Object.entries(machines).find(([, it]) => it === machine)?.[0] ?? `machine ${machine.toString(16)}`;
}
