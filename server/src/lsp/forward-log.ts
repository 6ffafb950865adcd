import { type Connection, MessageType } from "vscode-languageserver/node";
import type { Log, LogLevel } from "../base/log.ts";

const TYPES: Readonly<Record<LogLevel, MessageType>> = {
  trace: MessageType.Debug,
  debug: MessageType.Debug,
  info: MessageType.Info,
  warn: MessageType.Warning,
  error: MessageType.Error,
};

/** The log that the editor shows: stdout is the wire, so nothing is printed. What is said after the end is for nobody. */
export function forwardLog(connection: Connection, hasEnded: () => boolean): Log {
  return (level, message) => {
    if (hasEnded()) return;
    void connection.sendNotification("window/logMessage", { type: TYPES[level], message }).catch(() => undefined);
  };
}
