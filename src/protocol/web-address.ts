import { isLoopback } from './loopback.ts';

/** The parsed address; `null` where the text is none. `URL.canParse` is missing in browsers of 2023. */
export function parseAddress(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Whether a page may show a picture from this absolute address: by https, or from the machine itself. */
export function isPictureAddress(text: string): boolean {
  const { protocol, hostname = '' } = parseAddress(text) ?? {};
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
