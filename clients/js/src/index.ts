export { type ClientOptions, createClient, type RollcallClient } from "./client.js";
export { type ErrorCode, RollcallError } from "./errors.js";
export type {
  Ended,
  EndedSessions,
  EndReason,
  Problem,
  ProblemCode,
  Session,
  SessionPage,
  Settings,
  SettingsChange,
  SignIn,
  State,
} from "./types.js";
export type { SessionsListener } from "./watch.js";
