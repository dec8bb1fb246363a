import { asUTDError } from '../errors/errors.ts';
import type { Source } from '../platform/transport.ts';
import type { CallType } from '../protocol/call/call.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { eachSource } from '../session/local-media/each-source.ts';
import type { LocalMedia, SwitchedOff } from '../session/local-media/local-media.ts';

export interface CallMediaDeps {
  readonly media: Pick<LocalMedia, 'set' | 'preview' | 'noteWish'>;
  /** Whether calls begin with a closed microphone. */
  muted(): boolean;
}

/** The devices of each kind of call, beside the screen. */
const sourcesOf: Readonly<Record<CallType, readonly Source[]>> = {
  audio_call: ['microphone'],
  video_call: ['microphone', 'camera'],
};

/** Microphone and camera of a call: opened by the click that calls or answers, and sent from the answer on. */
export class CallMedia {
  readonly #scope: SessionScope;
  readonly #deps: CallMediaDeps;
  /** The kind of call that the person has asked for on this page; `null` after a reload. */
  #asked: CallType | null = null;
  #switchedOff: SwitchedOff = () => false;

  constructor(scope: SessionScope, deps: CallMediaDeps) {
    this.#scope = scope;
    this.#deps = deps;
  }

  /** Notes the kind of call that the person starts or answers, which is the limit of what opens. */
  ask(type: CallType | null): void {
    this.#asked = type;
    this.#switchedOff = this.#deps.media.noteWish();
  }

  /** Opens the devices for the local participant alone: nobody should wait for a prompt once the call is answered. */
  preview(type: CallType): void {
    const { media } = this.#deps;
    this.orFail(eachSource(this.#scope, this.#sources(type), (source) => media.preview(source, true)));
  }

  /** Closes what a call of this kind has no use for: calls that cross are of the kind of the first. */
  keepFor(type: CallType): void {
    for (const source of sourcesOf.video_call)
      if (!sourcesOf[type].includes(source)) this.orFail(this.#deps.media.preview(source, false));
  }

  /** Opens and publishes the devices, but for those that the person has switched off meanwhile. @throws the error of the microphone where none can be opened */
  send(type: CallType): Promise<void> {
    const { media } = this.#deps;
    const asked = this.#asked ? sourcesOf[this.#asked] : [];
    const sources = this.#sources(type).filter(
      (source) => asked.includes(source) && !this.#switchedOff(source),
    );
    return eachSource(this.#scope, sources, (source) => media.set(source, true));
  }

  /** Makes a failure of devices an `error` event. */
  orFail(opened: Promise<void>): void {
    const { room } = this.#scope;
    opened.catch((error: unknown) =>
      this.#scope.fail(asUTDError(error, 'unknown', `open the devices in ${room}`)),
    );
  }

  #sources(type: CallType): readonly Source[] {
    return sourcesOf[type].filter((source) => source !== 'microphone' || !this.#deps.muted());
  }
}
