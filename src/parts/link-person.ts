import * as v from 'valibot';
import type { LinkPerson } from '../edge/transport.ts';
import { ParticipantMetadata } from '../protocol/exit.ts';
import { attributeKeys, type Attributes } from '../protocol/names.ts';
import type { Participant } from '../shapes.ts';

/** What the engine wrote about a person. What cannot be read says nothing. */
export function metadataOf({ metadata }: LinkPerson): ParticipantMetadata {
  try {
    return v.parse(ParticipantMetadata, JSON.parse(metadata));
  } catch {
    // Empty before the engine's first write, and another engine may say more than this one knows.
    return {};
  }
}

/** A person as the media server shows them, in the public shape. */
export function participantOf(
  from: LinkPerson,
  { mine, silenced }: { mine: boolean; silenced: boolean },
): Participant {
  const { identity, sending, attributes } = from;
  return {
    identity,
    name: attributes['name'] || from.name || identity,
    avatar: attributes['avatar'] || null,
    role: metadataOf(from).role ?? 'listener',
    attributes: attributesOf(from),
    mine,
    microphone: sending.microphone,
    camera: sending.camera,
    screen: sending.screen_share,
    muted: silenced || !sending.microphone,
    silenced,
  };
}

const attributesOf = ({ attributes }: LinkPerson): Attributes =>
  Object.fromEntries(attributeKeys.flatMap((key) => (attributes[key] ? [[key, attributes[key]]] : [])));
