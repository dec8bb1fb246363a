import * as http from 'node:http';
import * as https from 'node:https';

/** The refusal of a call by the server. */
export class TwirpError extends Error {
  override readonly name = 'TwirpError';
  /** Twirp's code, as `not_found`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function refusal(status: number | undefined, text: string): Error {
  try {
    const { code, msg } = JSON.parse(text) as { code: string; msg: string };
    return new TwirpError(code, msg);
  } catch {
    // The answer is not of the server, but of a proxy in between.
    return new Error(`The media server answers with status ${status}.`);
  }
}

/**
 * Calls of a Twirp service in binary, over connections that stay open. Calls by `fetch` in JSON take more than four
 * times the processor time, which was most of the engine's.
 *
 * @param service the address that the methods are below
 * @param timeout milliseconds; the server may carry out a call that took longer
 */
export function twirp(service: string, timeout: number) {
  const { Agent, request } = service.startsWith('https:') ? https : http;
  // The engine closes an idle connection before a proxy does, just when the next call is on its way.
  const agent = new Agent({ keepAlive: true, timeout: 4_000 });
  return (method: string, body: Uint8Array, token: string) =>
    new Promise<Uint8Array>((resolve, reject) => {
      const headers = {
        'content-type': 'application/protobuf',
        'content-length': body.length,
        authorization: `Bearer ${token}`,
      };
      const sent = request(`${service}/${method}`, { method: 'POST', agent, headers });
      const late = setTimeout(
        () => sent.destroy(new Error(`The media server did not answer '${method}' within ${timeout} ms.`)),
        timeout,
      );
      sent.once('error', reject).once('close', () => clearTimeout(late));
      sent.once('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part)).once('error', reject);
        response.once('end', () => {
          const answer = Buffer.concat(parts);
          if (response.statusCode === 200) resolve(answer);
          else reject(refusal(response.statusCode, answer.toString()));
        });
      });
      sent.end(body);
    });
}

/** Resolves also where the participant or the room is gone already, as it should be. */
export const ifThere = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof TwirpError) || error.code !== 'not_found') throw error;
  }
};
