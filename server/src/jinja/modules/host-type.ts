import { HostObject, type NativeCall, NativeFunction, type Value } from "../values.ts";

/** A Python class as a template sees it: it can be called, and has constructors and constants as attributes. */
export class HostType extends HostObject {
  readonly typeName = "type";
  readonly #name: string;
  readonly #members: ReadonlyMap<string, Value>;
  override readonly call: NativeCall;
  constructor(name: string, call: NativeCall, members: ReadonlyMap<string, Value>) {
    super();
    this.#name = name;
    this.call = call;
    this.#members = members;
  }
  override str(): string {
    return `<class '${this.#name}'>`;
  }
  override attribute(name: string): Value | undefined {
    return this.#members.get(name);
  }
}

/** Native functions by name, as attributes of an object. */
export function functions(calls: Readonly<Record<string, NativeCall>>): Map<string, Value> {
  return new Map(Object.entries(calls).map(([name, call]) => [name, new NativeFunction(name, call)]));
}
