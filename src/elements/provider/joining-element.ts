import { property } from 'lit/decorators.js';
import type { SessionOptions, Takeover } from '../../model/options.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { CredentialsElement } from './credentials-element.ts';

/** Attributes that say what to join, and how. */
export abstract class JoiningElement extends CredentialsElement {
  /** Name of the room. It is joined as soon as it is known, once for each value. */
  @property() accessor room = '';
  /** Waits for `--join` or `session.join()`. A `<form slot="join">` waits by itself. */
  @booleanAttribute() accessor manual = false;
  /** Take seats without opening the microphone. */
  @booleanAttribute() accessor muted = false;
  /**
   * Where I am in the room already, in another place: `take` (unless told) ends that one; `ask` shows the
   * slot `elsewhere`, whose `--join` takes over.
   */
  @property() accessor takeover: Takeover | '' = '';

  /** What this element itself says of the join. */
  protected get asked(): Pick<SessionOptions, 'roomName' | 'muted' | 'takeover'> {
    const { room: roomName, muted, takeover } = this;
    return { roomName, muted, takeover: takeover || undefined };
  }
}
