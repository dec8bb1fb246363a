import type { Source } from '../platform/transport.ts';
import type { ReadonlySignal } from '../reactive/signal.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import { eachSource } from '../session/local-media/each-source.ts';
import type { LocalMedia } from '../session/local-media/local-media.ts';

/** The sources that are opened for the stage. */
export interface StageSources {
  /** Default: `true`. */
  readonly camera?: boolean | undefined;
  /** Default: `true`, or `false` with the option `muted` of the session. */
  readonly microphone?: boolean | undefined;
}

export interface StageMediaDeps {
  readonly media: Pick<LocalMedia, 'set' | 'preview' | 'previewed'>;
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

  /**
   * Publishes the previewed sources, or opens and publishes both. A source that cannot be opened is an `error` event
   * where the other one is open.
   *
   * @throws the error of the microphone where neither can be opened
   */
  async open(wanted: StageSources): Promise<void> {
    const { media } = this.#deps;
    const previewed = media.previewed();
    const sources = this.#chosen(wanted);
    const unused = previewed.filter((source) => !sources.includes(source));
    await Promise.all(unused.map((source) => media.preview(source, false)));
    const opened = previewed.length ? sources.filter((source) => previewed.includes(source)) : sources;
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
