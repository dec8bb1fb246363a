/// <reference types="mocha" />
import { ContextProvider } from '@lit/context';
import { CallController } from '../../../src/controllers/call-controller.ts';
import type { SignalController } from '../../../src/controllers/signal-controller.ts';
import { UTDCallElement } from '../../../src/elements/call/call.ts';
import { signalContext } from '../../../src/elements/signalling/signal-context.ts';
import { CallPlatform } from '../fakes/calling.ts';
import { calm, fixture, one } from './fixture.ts';

/** `<utd-call>` in a world of its own. */
export class TestCall extends UTDCallElement {
  readonly edge = new CallPlatform();

  protected override makeSession(): CallController {
    this.edge.type = this.type || 'audio_call';
    return new CallController(null, () => this.options(), this.edge);
  }
}
customElements.define('test-call', TestCall);

/** A call inside a signalling plane, with `inner` in it. The local participant is `me`. */
export async function callWith(inner: string, attributes = ''): Promise<TestCall> {
  const box = await fixture('<div></div>');
  const plane = one<HTMLElement>(box, 'div');
  const provider = new ContextProvider(plane, { context: signalContext });
  plane.innerHTML = `<test-call app-id="1234567890" identity="me" ${attributes}>${inner}</test-call>`;
  const call = one<TestCall>(box, 'test-call');
  provider.setValue(call.edge.signal as unknown as SignalController); // what calls use of it is there
  await calm();
  return call;
}
