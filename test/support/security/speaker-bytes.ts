const asked =
  '"request_id":"ID","identity":"ada","name":"ada","note":"Me!","created_at":"2026-01-01T00:00:00.000Z"';
const invited = (seat: string) =>
  `"invitation_id":"ID","inviter_identity":"host","target_identity":"ada","name":"host","seat_index":${seat},"expires_at":"2026-01-01T00:01:00.000Z"`;
const at = '"epoch":1,"rev":REV,"version":VERSION';

/** Each message as the engine sends it, byte by byte: ids and counters are named. */
export const speakerBytes: Readonly<Record<string, string>> = {
  _speaker_request: `{"type":"_speaker_request",${asked},${at}}`,
  _speaker_request_approved: `{"type":"_speaker_request_approved",${asked},"seat_index":1,${at}}`,
  _speaker_request_rejected: `{"type":"_speaker_request_rejected",${asked},${at}}`,
  _speaker_request_cancelled: `{"type":"_speaker_request_cancelled",${asked},${at}}`,
  'a request that is over': `{"type":"_speaker_request_cancelled",${asked},"expired":true,${at}}`,
  _speaker_invitation: `{"type":"_speaker_invitation",${invited('null')},${at}}`,
  _speaker_invitation_accepted: `{"type":"_speaker_invitation_accepted",${invited('1')},${at}}`,
  _speaker_invitation_declined: `{"type":"_speaker_invitation_declined",${invited('null')},${at}}`,
  'an invitation that is over': `{"type":"_speaker_invitation_declined",${invited('null')},"expired":true,${at}}`,
  _role_change: `{"type":"_role_change","identity":"ada","role":"admin","previous_role":"listener",${at}}`,
};
