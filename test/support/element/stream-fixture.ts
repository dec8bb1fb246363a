/// <reference types="mocha" />
import { LiveStreamController } from '../../../src/controllers/live-stream-controller.ts';
import { UTDLiveStreamElement } from '../../../src/elements/live-stream/live-stream.ts';
import type { Role } from '../../../src/protocol/role.ts';
import { person } from '../fakes/fake-transport.ts';
import { StreamPlatform } from '../fakes/streaming.ts';
import { calm, fixture, one } from './fixture.ts';

/** `<utd-live-stream>` in a world of its own. */
export class TestStream extends UTDLiveStreamElement {
  readonly edge = new StreamPlatform();

  protected override makeSession(): LiveStreamController {
    return new LiveStreamController(null, () => this.options(), this.edge);
  }
}
customElements.define('test-stream', TestStream);

/** Joined in a live stream as `role`, with `inner` in it. The host is ada, or the local participant. */
export async function streamWith(
  inner: string,
  role: Role = 'host',
  prepare: (edge: StreamPlatform) => void = () => {},
): Promise<TestStream> {
  const box = await fixture(`<test-stream app-id="1234567890" room="show" manual>${inner}</test-stream>`);
  const stream = one<TestStream>(box, 'test-stream');
  const { edge } = stream;
  edge.role = role;
  if (role !== 'host') edge.puts('ada', 'host');
  if (role === 'host' || role === 'guest') edge.puts('me', role);
  edge.link.all = [person('me', { role }), ...(role === 'host' ? [] : [person('ada', { role: 'host' })])];
  prepare(edge);
  await stream.session.join();
  await calm();
  return stream;
}
