// Loaded before every test in Node: whatever a test does, it talks to this machine only.
import net from 'node:net';

const local = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/;

/** @param {unknown} host */
export function refuseOthers(host) {
  if (host === undefined || host === null || host === '' || local.test(String(host))) return;
  throw new Error(
    `A test tried to reach '${host}'. Tests talk to 127.0.0.1 only: use the stack of the tests instead.`,
  );
}

const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = /** @type {typeof connect} */ (
  /** @this {net.Socket} @param {any[]} args */
  function (...args) {
    // Node passes its own calls as one array of normalized arguments.
    const [first, second] = Array.isArray(args[0]) ? args[0] : args;
    if (typeof first === 'object' && first && !first.path) refuseOthers(first.host);
    if (typeof first === 'number') refuseOthers(typeof second === 'string' ? second : undefined);
    return connect.apply(this, /** @type {any} */ (args));
  }
);
