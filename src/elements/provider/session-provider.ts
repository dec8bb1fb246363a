import type { Credentials, Me, SessionOptions, Takeover } from '../../model/options.ts';
import type { SessionContext } from '../base/session-element.ts';
import { noCommands, type Commands } from '../commands/command.ts';
import { booleanAttribute } from '../dom/boolean-attribute.ts';
import { AutoJoin, sessionKey, type JoinableSession } from './auto-join.ts';
import { joinFormOf, onJoinForm, providerSlots, shownSlots } from './join-markup.ts';
import { roomCommands } from './room-commands.ts';
import { mediaCommands } from './session-commands.ts';
import { SessionOwner } from './session-owner.ts';
import { property } from '../dom/property.ts';

/** Owns the session of a room, and joins as its markup says. A product gives its controller, its context and its commands. */
export abstract class SessionProvider<S extends JoinableSession> extends SessionOwner<S> {
  /** Name of the room. The room is joined as soon as its name is known, once for each value. */
  @property() accessor room = '';
  /** Waits for `--join` or `session.join()`. A provider with a `<form slot="join">` waits by itself. */
  @booleanAttribute() accessor manual = false;
  /** Takes seats without opening the microphone. */
  @booleanAttribute() accessor muted = false;
  /**
   * For a local participant who is in the room on another device or in another tab: `take` (unless set) ends the session
   * there; `ask` shows the slot `elsewhere`, whose `--join` ends it.
   */
  @property() accessor takeover: Takeover | '' = '';

  readonly #autoJoin = new AutoJoin({
    element: this,
    session: () => this.ownSession,
    key: () => sessionKey(this.options()),
    namesRoom: () => !!this.room || this.hasAttribute('room'),
    waits: () => this.manual || joinFormOf(this) !== null,
  });
  /** The fields of the join form, from its last submit. */
  #form: Partial<Me> = {};

  /** @param context of the product, for elements of this product alone */
  constructor(context: SessionContext<S>) {
    super(context, providerSlots, ['']);
    onJoinForm(this, (me) => {
      this.#form = me;
      void this.#autoJoin.joinOrReport();
    });
  }

  /** The commands of the product, beside those of every session. */
  protected productCommands(_session: S): Commands {
    return noCommands;
  }

  /** The options of the next join. */
  protected options(): SessionOptions & Credentials {
    const { room: roomName, muted, takeover } = this;
    return { ...this.credentials, ...this.#form, roomName, muted, takeover: takeover || undefined };
  }

  protected override ownCommands(session: S): Commands {
    return {
      ...mediaCommands(session),
      ...roomCommands(session, this.#autoJoin.join),
      ...this.productCommands(session),
    };
  }

  protected override shownSlots({ connection }: S): readonly string[] {
    return shownSlots(this, connection.state.get(), connection.ended.get());
  }

  protected override optionsChanged(): void {
    this.#autoJoin.schedule();
  }

  protected override began(session: S): readonly (() => void)[] {
    this.#autoJoin.schedule();
    void this.#autoJoin.reportMissing();
    // A join may have begun while the element was out of the page. Every later join is noted in the call that begins
    // it, because a change of the markup right after that call means another session.
    if (session.connection.state.get() === 'connecting') this.#autoJoin.joinBegins();
    return [
      session.on('connectionStateChanged', (state) => state === 'connecting' && this.#autoJoin.joinBegins()),
    ];
  }
}
