import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { describe, it } from 'node:test';
import { type Participant, Room, RoomEvent } from 'livekit-client';
import type { TransportListener } from '../transport.ts';
import { atEndOfTask, subscribeToRoom } from './room-events.ts';
import { Subscriptions } from './subscriptions.ts';

describe('What is told at the end of a task', () => {
  it('is told once, after all else, and again in the next one', async () => {
    const told: string[] = [];
    const people = atEndOfTask(() => told.push('people'), new AbortController().signal);
    people();
    people();
    told.push('interrupted');
    await Promise.resolve();
    people();
    await Promise.resolve();
    assert.deepEqual(told, ['interrupted', 'people', 'people']);
  });

  it('is not told when nobody listens any more', async () => {
    const told: string[] = [];
    const over = new AbortController();
    atEndOfTask(() => told.push('people'), over.signal)();
    over.abort();
    await Promise.resolve();
    assert.deepEqual(told, []);
  });
});

describe('A room that has reconnected', () => {
  it('has forgotten who spoke before', () => {
    const room = new Room();
    const listener = { reconnected() {}, remoteVideoChanged() {} } as TransportListener; // no other event comes
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    subscribeToRoom(room, new Subscriptions(room), listener, signal, () => {});
    room.activeSpeakers = [room.localParticipant as Participant];
    room.emit(RoomEvent.Reconnected);
    assert.deepEqual(room.activeSpeakers, []);
  });
});
