/** Receives the warnings of the SDK. A warning never contains a token. */
export interface Logger {
  warn(message: string, about?: object): void;
}
