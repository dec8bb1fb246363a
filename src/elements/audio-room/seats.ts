import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Fields } from '../templates/bindings.ts';
import { ListElement } from '../base/list-element.ts';
import { UTDSeatElement } from './seat.ts';
import { seatFields } from './seat-fields.ts';
import { audioRoomContext } from './audio-room-context.ts';

/**
 * The seats of an audio room: one clone of its template for each.
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
 * @state empty - It has nothing to show.
 */
export class UTDSeatsElement extends ListElement<AudioRoomController> {
  constructor() {
    super(audioRoomContext);
  }

  protected override readonly itemTag = 'utd-seat';

  protected keys({ seats }: AudioRoomController): readonly number[] {
    return seats.grid.get().seats.map(({ index }) => index);
  }

  protected fields(session: AudioRoomController, index: number): Fields {
    return seatFields(session, index);
  }

  protected override hand(element: Element, key: string | number): void {
    if (element instanceof UTDSeatElement) element.index = Number(key);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-seats': UTDSeatsElement;
  }
}
