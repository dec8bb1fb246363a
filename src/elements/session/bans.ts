import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Ban } from '../../model/ban.ts';
import type { SessionController } from '../../controllers/session-controller.ts';
import { Signal } from '../../reactive/signal.ts';
import type { Fields } from '../templates/bindings.ts';
import type { Commands } from '../commands/command.ts';
import { reportError } from '../dom/report-error.ts';
import { ListElement } from '../base/list-element.ts';

/**
 * Who is kept out of the room, for hosts and admins: one clone of its template for each, newest first, 50 a page.
 * It binds `identity`, `reason`, `at` and `until`. It is read when I join or get another role, and again
 * after I ban somebody or let them back in; of what others ban meanwhile nobody is told.
 *
 * ```html
 * <utd-bans>
 *   <ul>
 *     <template>
 *       <li><b data-utd-text="identity"></b> <q data-utd-text="reason"></q> <button command="--unban">Let back in</button></li>
 *     </template>
 *   </ul>
 * </utd-bans>
 * ```
 *
 * @tag utd-bans
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - It has nothing to show.
 * @command --unban - On a clone: lets them back in. Hosts and admins.
 */
export class UTDBansElement extends ListElement {
  /** Which page, from 1. */
  @property({ type: Number }) accessor page = 1;

  /** By identity; none before the first answer, and after the end. */
  readonly #bans = new Signal.State<ReadonlyMap<string, Ban> | undefined>(undefined);
  /** What was read last. */
  #due = '';
  #from: SessionController | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('page') && this.hasUpdated) this.follow();
  }

  protected override read(session: SessionController | undefined): void {
    const state = session?.connection.state.get();
    // An outage is no reason to show nothing.
    if (state !== 'reconnecting') this.#look(session, state === 'connected');
    super.read(session);
  }

  protected keys(): readonly string[] {
    return [...(this.#bans.get()?.keys() ?? [])];
  }

  protected fields(_session: SessionController, key: string | number): Fields {
    return { ...this.#bans.get()?.get(String(key)) };
  }

  protected override itemCommands(session: SessionController, key: string | number): Commands {
    const identity = String(key);
    return {
      '--unban': {
        verdict: () => session.allowed('unban', identity).get(),
        run: () => session.moderation.unban(identity),
        inside: true,
      },
    };
  }

  #look(session: SessionController | undefined, connected: boolean): void {
    const due =
      session && connected
        ? [session.role.get(), session.moderation.bansChanged.get(), this.page].join()
        : '';
    if (due === this.#due && session === this.#from) return;
    this.#due = due;
    this.#from = session;
    void this.#load(session, due);
  }

  async #load(session: SessionController | undefined, due: string): Promise<void> {
    try {
      // Later in any case: whoever reads signals must not write them.
      const read = await (due ? session?.moderation.bans({ page: this.page }) : undefined);
      const last = due === this.#due && session === this.#from;
      if (last) this.#bans.set(read && new Map(read.bans.map((ban) => [ban.identity, ban])));
    } catch (error) {
      // So that whatever changes next reads them again.
      this.#due = '';
      reportError(session, error, 'read the bans');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-bans': UTDBansElement;
  }
}
