/** The page of a modified client that pretends to be the engine, by everything that livekit-client can send. */
import type { Room } from 'livekit-client';
import { raw } from '../journey/raw-client.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Ways in which a text may reach others. What the server refuses is refused. */
const carriers: Readonly<Record<string, (room: Room, text: string) => Promise<unknown>>> = {
  reliable: ({ localParticipant: me }, text) => me.publishData(bytes(text), { reliable: true }),
  lossy: ({ localParticipant: me }, text) => me.publishData(bytes(text), { reliable: false }),
  'with a topic': ({ localParticipant: me }, text) =>
    me.publishData(bytes(text), { reliable: true, topic: 'engine' }),
  'to one': ({ localParticipant: me }, text) =>
    me.publishData(bytes(text), { reliable: true, destinationIdentities: ['ben', 'wire', 'gullible'] }),
  'from nobody': (room, text) => packet(room, text, ''),
  'from the host': (room, text) => packet(room, text, 'observer'),
  'a text stream': ({ localParticipant: me }, text) => me.sendText(text, { topic: 'lk.chat' }),
  'a byte stream': async ({ localParticipant: me }, text) => {
    const stream = await me.streamBytes({ topic: 'engine', name: 'x' });
    await stream.write(bytes(text));
    await stream.close();
  },
  'a chat message of LiveKit': ({ localParticipant: me }, text) => me.sendChatMessage(text),
  'a call of a method': ({ localParticipant: me }, text) =>
    me.performRpc({ destinationIdentity: 'ben', method: 'seats', payload: text, responseTimeout: 500 }),
  'a data track': async ({ localParticipant: me }, text) => {
    const track = await me.publishDataTrack({ name: `x${Math.random()}` });
    track.tryPush({ payload: bytes(text) });
  },
};

/** Says in the packet itself who sent it. */
function packet({ engine, localParticipant: me }: Room, text: string, participantIdentity: string) {
  const { sendDataPacket } = engine;
  engine.sendDataPacket = (packet, kind) => {
    Object.assign(packet, { participantIdentity });
    Object.assign(packet.value.value!, { participantIdentity });
    return sendDataPacket.call(engine, packet, kind);
  };
  const sent = me.publishData(bytes(text), { reliable: true });
  engine.sendDataPacket = sendDataPacket;
  return sent;
}

const refused = (): void => {};

const forge = {
  carriers: Object.keys(carriers),

  /** Sends each text by each carrier, and does not wait for what nobody answers. */
  async send(identity: string, texts: readonly string[]) {
    const room = raw.person(identity).now!;
    const late = new Promise((end) => setTimeout(end, 3_000));
    for (const send of Object.values(carriers))
      await Promise.race([late, Promise.all(texts.map((text) => send(room, text).catch(refused)))]);
  },

  /** Comes, sends each text, and is gone as soon as it may be on its way. */
  async sendAndLeave(identity: string, token: string, texts: readonly string[], ms: number) {
    const room = await raw.connect(identity, token);
    await Promise.all(texts.map((text) => carriers['reliable']!(room, text)));
    await new Promise((sent) => setTimeout(sent, ms));
    await room.disconnect();
  },

  /** Calls itself something else, as the owner of a name may not here. */
  async pose(identity: string, { metadata, name, attributes }: Pose) {
    const { localParticipant: me } = raw.person(identity).now!;
    const tried = [me.setMetadata(metadata), me.setName(name), me.setAttributes(attributes)];
    return (await Promise.allSettled(tried)).map(({ status }) => status);
  },
};

interface Pose {
  readonly metadata: string;
  readonly name: string;
  readonly attributes: Record<string, string>;
}

declare global {
  interface Window {
    forge: typeof forge;
  }
}

Object.assign(window, { raw, forge });
