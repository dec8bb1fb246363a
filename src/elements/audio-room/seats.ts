import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { ListElement } from '../base/list-element.ts';
import type { Fields } from '../templates/bindings.ts';
import { audioRoomContext } from './audio-room-context.ts';
import { seatFields, UTDSeatElement } from './seat.ts';

/**
 * The seats of an audio room: one clone of its template for each seat. A clone binds the fields of `Seat`.
 *
 * ```html
 * <utd-seats>
 *   <template>
 *     <utd-seat><b slot="taken" data-utd-text="name"></b></utd-seat>
 *   </template>
 * </utd-seats>
 * ```
 *
 * @tag utd-seats
 * @slot - A `<template>`, anywhere below; the clones are put behind it.
 * @state empty - The list has no items.
 */
export class UTDSeatsElement extends ListElement<AudioRoomController> {
  protected override readonly itemTag = 'utd-seat';

  constructor() {
    super(audioRoomContext);
  }

  protected keys({ seats }: AudioRoomController): readonly number[] {
    return seats.grid.get().seats.map(({ index }) => index);
  }

  protected fields(session: AudioRoomController, index: number): Fields {
    return seatFields(session, index);
  }

  protected override assignItem(element: Element, key: string | number): void {
    if (element instanceof UTDSeatElement) element.index = Number(key);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-seats': UTDSeatsElement;
  }
}
