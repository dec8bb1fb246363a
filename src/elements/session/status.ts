import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import { ItemElement } from '../base/item-element.ts';
import { additionsOf } from '../base/product-additions.ts';
import { sessionContext } from '../base/session-context.ts';
import { contents } from '../dom/display-styles.ts';
import type { Fields } from '../templates/bindings.ts';
import { statusContext, type StatusSession } from './status-context.ts';

/** Events after which an earlier error is out of date. */
const successes = ['connectionStateChanged', 'micEnabledChanged', 'audioBlockedChanged'] as const;

const isMedia = (session: SessionController | StatusSession): session is SessionController =>
  'participants' in session;

/** The fields of a media session. Reads signals. */
function mediaFields(session: SessionController): Fields {
  const { connection, participants } = session;
  const identity = session.identity.get();
  const ended = connection.ended.get();
  return {
    connection: connection.state.get(),
    quality: connection.quality.get(),
    trouble: connection.qualityReason.get(),
    room: session.roomName,
    identity,
    name: identity === null ? null : (participants.get(identity).get()?.name ?? null),
    role: session.role.get(),
    count: participants.count.get(),
    locked: session.chat.locked.get(),
    ended: ended?.message ?? null,
    reason: ended?.why ?? null,
    ...additionsOf(session).statusFields(session),
  };
}

/** Calls `set` with the message of each error, and with `null` after a success. @returns stops that */
function listen(session: SessionController | StatusSession, set: (error: string | null) => void): () => void {
  if (!isMedia(session)) return session.onError(set);
  const stops = [
    session.on('error', ({ message }) => set(message)),
    ...successes.map((event) => session.on(event, () => set(null))),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * The state of the session. The element binds `connection`, `quality`, `trouble` (the reason of a poor or lost quality),
 * `room`, `identity`, `name` and `role` of the local participant, `count` (of participants), `locked` (comments are
 * locked), `ended` (how the last session ended, a sentence), `reason` (the same as a code) and `error` (the last failure,
 * a sentence; empty after a success). In an audio room it binds also `waiting` (the number of requests to speak) and
 * `position` (the place of the local participant's own request among them). In a live stream it binds these two, for
 * requests for the stage, and `live`, `liveStartedAt` (a time) and `viewers` (the number of participants without the
 * stage). In a call it binds `call` (its status), `peer` (the name of the other person), `peerIdentity`, `peerAvatar`,
 * `startedAt` (a time) and `duration`, and `reason` is that of the end of the call.
 *
 * Outside of these, in a `<utd-signal>`, it binds `connection`, `identity`, `ended`, `reason` and `error`.
 *
 * ```html
 * <utd-status><span data-utd-text="count"></span> people in <span data-utd-text="room"></span></utd-status>
 * ```
 *
 * @tag utd-status
 * @slot - Shown always.
 */
export class UTDStatusElement extends ItemElement<SessionController | StatusSession> {
  static override styles = contents;

  #error: string | null = null;
  #unlisten = () => {};
  #listening: SessionController | StatusSession | undefined;

  constructor() {
    super(sessionContext, statusContext);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listenTo(undefined);
  }

  protected override follow(): void {
    this.#listenTo(this.isConnected ? this.session : undefined);
    super.follow();
  }

  protected fields(session: SessionController | StatusSession | undefined): Fields {
    if (!session) return {};
    const { ended, reason, ...fields } = isMedia(session) ? mediaFields(session) : session.statusFields();
    return { ...fields, ended, reason, error: this.#error ?? (reason === 'failed' ? ended : null) };
  }

  protected override render() {
    return html`<slot></slot>`;
  }

  /** An error is an event and no state of the session, so this element keeps the last one. */
  #listenTo(session: SessionController | StatusSession | undefined): void {
    if (session === this.#listening) return;
    this.#unlisten();
    this.#listening = session;
    this.#error = null;
    const set = (error: string | null) => {
      if (error === this.#error) return;
      this.#error = error;
      super.follow();
    };
    this.#unlisten = session ? listen(session, set) : () => {};
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-status': UTDStatusElement;
  }
}
