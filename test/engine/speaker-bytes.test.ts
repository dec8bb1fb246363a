import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEngine } from '../support/journey/engine.ts';
import { speakerBytes } from '../support/security/speaker-bytes.ts';

async function house() {
  const world = await startEngine();
  const host = await world.join('host', { role: 'host', seat_mode: 'request', seat_count: 4 });
  const ada = await world.join('ada');
  await world.engine.idle();
  const ask = async () => {
    const { json } = await ada.as('POST', '/speakers/request', { note: 'Me!' });
    return `/speakers/requests/${json.request_id}`;
  };
  const invite = async () => {
    const { json } = await host.as('POST', '/speakers/invite', { target_identity: 'ada' });
    return `/speakers/invitations/${json.invitation_id}`;
  };
  return { ...world, host, ada, ask, invite };
}
type House = Awaited<ReturnType<typeof house>>;

/** What makes the engine say each. */
const acts: Readonly<Record<keyof typeof speakerBytes, (house: House) => unknown>> = {
  _speaker_request: ({ ask }) => ask(),
  _speaker_request_approved: async ({ ask, host }) => host.as('POST', `${await ask()}/approve`),
  _speaker_request_rejected: async ({ ask, host }) => host.as('POST', `${await ask()}/reject`),
  _speaker_request_cancelled: async ({ ask, ada }) => (await ask(), ada.as('DELETE', '/speakers/request')),
  'a request that is over': async ({ ask, clock }) => (await ask(), clock.pass(600_001)),
  _speaker_invitation: ({ invite }) => invite(),
  _speaker_invitation_accepted: async ({ invite, ada }) => ada.as('POST', `${await invite()}/accept`),
  _speaker_invitation_declined: async ({ invite, ada }) => ada.as('POST', `${await invite()}/decline`),
  'an invitation that is over': async ({ invite, clock }) => (await invite(), clock.pass(60_001)),
  _role_change: ({ host }) => host.as('PUT', '/participants/ada/role', { role: 'admin' }),
};

describe('What the engine says of speakers', () => {
  for (const [name, bytes] of Object.entries(speakerBytes))
    it(`is exactly this: ${name}`, async () => {
      const world = await house();
      await acts[name]!(world);
      await world.engine.idle();
      const said = [...world.livekit.sent.map(({ message }) => message), ...world.livekit.pushes];
      const { type } = JSON.parse(bytes.replace('REV', '1').replace('VERSION', '1'));
      const last = JSON.stringify(said.findLast((message) => message['type'] === type));
      const named = last
        .replace(/"(request_id|invitation_id)":"[0-9a-f]{32}"/, '"$1":"ID"')
        .replace(/"rev":\d+,"version":\d+/, '"rev":REV,"version":VERSION');
      assert.equal(named, bytes);
    });
});
