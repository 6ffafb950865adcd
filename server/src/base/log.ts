export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";

/** Passed down as a value; stdout is the wire, so nobody prints. Secrets are never handed to it. */
export type Log = (level: LogLevel, message: string) => void;

export const silentLog: Log = () => undefined;
