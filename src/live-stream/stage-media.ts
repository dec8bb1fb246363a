import type { Source } from '../platform/transport.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { eachSource } from '../session/local-media/each-source.ts';
import type { LocalMedia, SwitchedOff } from '../session/local-media/local-media.ts';

/** The sources that are opened for the stage. */
export interface StageSources {
  /** Default: `true`. */
  readonly camera?: boolean | undefined;
  /** Default: `true`, or `false` with the option `muted` of the session. */
  readonly microphone?: boolean | undefined;
}

/** A wish for sources, which open later: the answer of the engine and that of the host come first. */
export interface StageWish {
  readonly sources: StageSources;
  readonly switchedOff: SwitchedOff;
}

export interface StageMediaDeps {
  readonly media: Pick<LocalMedia, 'set' | 'preview' | 'previewed' | 'inPreview' | 'noteWish'>;
  /** Whether the microphone stays closed, unless a call says otherwise. */
  muted(): boolean;
}

/** Camera and microphone on the stage: opened as far as the person allows, for themselves first where they want to. */
export class StageMedia {
  readonly #scope: SessionScope;
  readonly #deps: StageMediaDeps;

  constructor(scope: SessionScope, deps: StageMediaDeps) {
    this.#scope = scope;
    this.#deps = deps;
    this.previewing = scope.derivedSignal('previewChanged', () => deps.media.previewed().length > 0);
  }

  readonly previewing: ReadonlySignal<boolean>;

  wish = (sources: StageSources): StageWish => ({ sources, switchedOff: this.#deps.media.noteWish() });

  /**
   * Publishes the sources of the preview, or opens and publishes both, but for those that the person has switched off
   * since the wish. A source that cannot be opened is an `error` event where the other one is open.
   *
   * @throws the error of the microphone where neither can be opened
   */
  async open({ sources: wanted, switchedOff }: StageWish): Promise<void> {
    const { media } = this.#deps;
    const inPreview = media.inPreview();
    const sources = this.#chosen(wanted).filter((source) => !switchedOff(source));
    const unused = inPreview.filter((source) => !sources.includes(source));
    await Promise.all(unused.map((source) => media.preview(source, false)));
    const opened = inPreview.length ? sources.filter((source) => inPreview.includes(source)) : sources;
    await eachSource(this.#scope, opened, (source) => media.set(source, true));
  }

  /** @throws the error of the microphone where neither source can be opened */
  async preview(on: boolean, wanted: StageSources): Promise<void> {
    const { media } = this.#deps;
    const sources = on ? this.#chosen(wanted) : (['microphone', 'camera'] as const);
    await eachSource(this.#scope, sources, (source) => media.preview(source, on));
  }

  #chosen({ microphone = !this.#deps.muted(), camera = true }: StageSources): readonly Source[] {
    return [...(microphone ? (['microphone'] as const) : []), ...(camera ? (['camera'] as const) : [])];
  }
}
