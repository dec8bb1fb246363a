import { availableParallelism, loadavg } from 'node:os';
import { ms, quantile } from '../house.ts';
import type { Measured, Take } from './load.ts';
import type { LiveKitCall } from './watched.ts';

export function line(what: string, values: readonly number[]): void {
  const at = (part: number) => ms(quantile(values, part)).padEnd(9);
  console.log(`  ${what.padEnd(35)} p50 ${at(0.5)} p99 ${at(0.99)} worst ${at(1)}`);
}

/** A take with what the engine told the media server because of it. */
interface Done extends Take {
  readonly grant: LiveKitCall;
  readonly push: LiveKitCall;
}

/** Finds the grant and the push of each take. */
function pair({ takes, calls }: Measured): Done[] {
  const of = new Map<string, LiveKitCall[]>();
  for (const call of calls) of.set(call.room, [...(of.get(call.room) ?? []), call]);
  return takes.map((take): Done => {
    const since = (of.get(take.livekit) ?? []).filter(({ from }) => from >= take.from);
    const grant = since.find(({ speaker }) => speaker === take.identity);
    // Where the next take came in between, one push tells of both.
    const push = since.find(({ rev }) => rev !== undefined && rev >= take.rev);
    if (grant && push) return { ...take, grant, push };
    throw new Error(`A take of '${take.identity}' was answered and never told.`);
  });
}

/** @param alone how long LiveKit's own `UpdateParticipant` took meanwhile; nothing where there is no LiveKit */
export function report(what: string, measured: Measured, alone: readonly number[]): void {
  const { takes, calls, cpu, took } = measured;
  const each = (time: number) => `${(time / takes.length).toFixed(2)} ms`;
  const busy = (time: number) => `${((100 * time) / took).toFixed(0)} %`;
  console.log(`\n${what}; load average ${loadavg()[0]!.toFixed(1)}`);
  for (const [name, time] of Object.entries(cpu))
    if (time)
      console.log(`  processor of ${name.padEnd(20)} ${each(time)} a take, ${busy(time)} of one core`);
  const all = Object.values(cpu).reduce((sum, time) => sum + time);
  console.log(`  all together ${busy(all)} of one core, of which there are ${availableParallelism()}`);
  const methods = [...new Set(calls.map(({ method }) => method))].map((method) => {
    const times = calls.filter((call) => call.method === method).length / takes.length;
    return `${times.toFixed(2)} ${method}`;
  });
  console.log(`  calls to the media server a take   ${methods.join(', ')}`);
  line(
    'answered (durable)',
    takes.map(({ from, answered }) => answered - from),
  );
  const done = pair(measured);
  const told = done.map(({ from, grant, push }) => Math.max(grant.to, push.to) - from);
  line('told (grant and push sent)', told);
  if (!alone.length) return;
  line(
    'its own grant',
    done.map(({ grant }) => grant.to - grant.from),
  );
  line('LiveKit’s usual grant, from outside', alone);
  line(
    'told, less its own grant',
    done.map(({ grant }, index) => told[index]! - (grant.to - grant.from)),
  );
  const usual = quantile(alone, 0.5);
  line(
    'told, less LiveKit’s usual grant',
    told.map((time) => time - usual),
  );
}
