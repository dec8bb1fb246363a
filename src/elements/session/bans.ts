import type { SessionController } from '../../controllers/session-controller.ts';
import type { Ban } from '../../model/ban.ts';
import { Signal } from '../../reactive/signal.ts';
import { ListElement } from '../base/list-element.ts';
import type { Commands } from '../commands/command.ts';
import { reportError } from '../dom/report-error.ts';
import type { Fields } from '../templates/bindings.ts';
import { property } from '../dom/property.ts';

/**
 * The bans of the room, for hosts and admins: one clone of its template for each ban, newest first, 50 a page. A clone
 * binds `identity`, `reason`, `at` and `until`. The list is read at the join, when the local participant's role changes,
 * and after each ban and unban by the local participant. Bans by other moderators show at the next reading.
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
 * @state empty - The list has no items.
 * @command --unban - On a clone: lifts the ban. Hosts and admins.
 */
export class UTDBansElement extends ListElement {
  /** Number of the page, from 1. */
  @property({ type: Number }) accessor page = 1;

  /** Identity → ban; `undefined` before the first answer, and after the end of the session. */
  readonly #bans = new Signal.State<ReadonlyMap<string, Ban> | undefined>(undefined);
  /** The session state that the last reading was for. */
  #readFor = '';
  #readFrom: SessionController | undefined;

  protected override inputs(): readonly unknown[] {
    return [this.page];
  }

  /** An attribute that was removed, or is empty, leaves no number. */
  get #page(): number {
    return (this.page as number | undefined) ?? 1;
  }

  protected override read(session: SessionController | undefined): void {
    const state = session?.connection.state.get();
    // During an outage the list stays as it is.
    if (state !== 'reconnecting') this.#update(session, state === 'connected');
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

  #update(session: SessionController | undefined, connected: boolean): void {
    const state =
      session && connected
        ? [session.role.get(), session.moderation.bansChanged.get(), this.#page].join()
        : '';
    if (state === this.#readFor && session === this.#readFrom) return;
    this.#readFor = state;
    this.#readFrom = session;
    void this.#load(session, state);
  }

  async #load(session: SessionController | undefined, state: string): Promise<void> {
    try {
      // The `await` is for both cases: the effect that calls this must not write signals.
      const page = await (state ? session?.moderation.bans({ page: this.#page }) : undefined);
      const latest = state === this.#readFor && session === this.#readFrom;
      if (latest) this.#bans.set(page && new Map(page.bans.map((ban) => [ban.identity, ban])));
    } catch (error) {
      // The next change of the session reads the list again.
      this.#readFor = '';
      reportError(session, error, 'read the bans');
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-bans': UTDBansElement;
  }
}
