import { UTDStreamClient } from '/dist/cdn/index.js';

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
const at = (id) => document.getElementById(id);

const client = new UTDStreamClient({ appId: meta('utd-app-id'), baseUrl: meta('utd-base-url') });
client.authenticate({ name: 'Linus' });
const room = client.audioRoom({ roomName: 'lobby' });

const says = {
  disconnected: 'Not joined.',
  connecting: 'Joining…',
  connected: 'You are in the lobby.',
  reconnecting: 'The connection is lost. Reconnecting…',
  forceExit: 'The session has ended.',
};

// `watch` runs the function at once, and again after a signal that it read has changed.
room.watch(() => {
  const state = room.connection.state.get();
  const mine = room.seats.mine.get();
  const on = room.media.micEnabled.get();
  at('state').textContent = room.connection.ended.get()?.message ?? says[state];
  at('join').hidden = !room.allowed('join').get().allowed;
  at('leave').hidden = !room.allowed('leave').get().allowed;
  at('sit').hidden = at('microphone').hidden = state !== 'connected';
  at('sit').textContent = mine ? 'Stand up' : 'Sit down';
  at('microphone').disabled = !room.allowed('setMicrophone').get().allowed;
  at('microphone').setAttribute('aria-pressed', String(on));
});

room.watch(() => {
  const speaking = new Set(room.participants.activeSpeakers.get());
  const rows = room.seats.grid.get().seats.map(({ identity, name, number, locked }) => {
    const row = document.createElement('li');
    row.textContent = `${number}. ${name ?? (locked ? 'locked' : 'free')}`;
    row.classList.toggle('speaking', speaking.has(identity));
    row.classList.toggle('free', identity === null);
    return row;
  });
  at('seats').replaceChildren(...rows);
});

// The same session also emits events.
room.on('forceExit', ({ message }) => (at('wrong').textContent = message));
room.on('error', ({ message }) => (at('wrong').textContent = message));

async function attempt(action) {
  at('wrong').textContent = '';
  try {
    await action();
  } catch (error) {
    at('wrong').textContent = error.message; // the message says what happened and what to do
  }
}

const acts = {
  join: () => room.join(),
  leave: () => room.leave(),
  microphone: () => room.media.setMicrophone(!room.media.micEnabled.get()),
  sit() {
    if (room.seats.mine.get()) return room.seats.leave();
    const { seats } = room.seats.grid.get();
    const free = seats.find(({ index }) => room.allowed('takeSeat', index).get().allowed);
    return room.seats.take(free?.index ?? 0);
  },
};
for (const [id, act] of Object.entries(acts)) at(id).addEventListener('click', () => attempt(act));
