// Refuses every connection of a test in Node to another machine. Each test process loads this file first.
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { syncBuiltinESMExports } from 'node:module';

const local = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\]|0\.0\.0\.0|::)$/;

/** @param {unknown} host */
function refuseOthers(host) {
  if (host === undefined || host === null || host === '' || local.test(String(host))) return;
  throw new Error(
    `A test tried to reach '${host}', and tests talk to this machine only. Start what it needs on 127.0.0.1, as test/support/journey/journey.ts does.`,
  );
}

/** @type {Record<string, any>} */
const { prototype: socket } = net.Socket;
const { connect } = socket;

/** The one function by which TCP, TLS, HTTP and fetch connect. @this {net.Socket} @param {any[]} args */
socket['connect'] = function (...args) {
  // Node passes its own calls as one array of normalized arguments.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first && !first.path) refuseOthers(first.host);
  if (typeof first === 'number') refuseOthers(typeof second === 'string' ? second : undefined);
  return connect.apply(this, args);
};

/** @type {Record<string, any>} */
const { prototype: datagrams } = dgram.Socket;
const { send } = datagrams;

/** The host is the last text among the arguments. @this {dgram.Socket} @param {any[]} args */
datagrams['send'] = function (...args) {
  refuseOthers(args.slice(1).findLast((each) => typeof each === 'string'));
  return send.apply(this, args);
};

/** A lookup of another host is refused too, because the lookup itself would leave this machine. */
for (const asking of [dns, dns.promises])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const ask = /** @type {any} */ (asking)[name];
    /** @type {any} */ (asking)[name] = (/** @type {any[]} */ ...args) => {
      refuseOthers(args[0]);
      return ask.apply(asking, args);
    };
  }

syncBuiltinESMExports();
