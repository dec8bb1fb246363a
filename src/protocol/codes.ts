/**
 * Every code that an answer of the engine can carry, with its HTTP status. The codes that only the SDK gives are in
 * `clientCodes`. A code never changes its meaning.
 */
export const statusOf = {
  invalid_request: 422,
  unauthenticated: 401,
  token_expired: 401,
  forbidden: 403,
  forbidden_role: 403,
  owner_only: 403,
  target_protected: 403,
  banned: 403,
  kicked: 403,
  feature_disabled: 403,
  comments_locked: 403,
  request_required: 403,
  not_found: 404,
  not_joined: 404,
  room_closed: 404,
  wrong_product_type: 409,
  seat_taken: 409,
  seat_locked: 409,
  no_free_seat: 409,
  already_seated: 409,
  not_seated: 409,
  already_requested: 409,
  requests_full: 409,
  request_gone: 409,
  invite_expired: 409,
  already_on_stage: 409,
  role_unchanged: 409,
  signed_in_elsewhere: 409,
  busy: 409,
  call_ended: 409,
  answered_elsewhere: 409,
  room_limit: 409,
  payload_too_large: 413,
  rate_limited: 429,
  takeover_cooldown: 429,
  unavailable: 503,
} as const;

export type EngineCode = keyof typeof statusOf;

/** The codes of failures without an answer of the engine. */
export const clientCodes = [
  'network',
  'timeout',
  'malformed_token',
  'connect_failed',
  'publish_denied',
  'grant_timeout',
  'cancelled',
  'media_permission',
  'media_device',
  'protocol',
  'unsupported',
  'unknown',
] as const;

export type ErrorCode = EngineCode | (typeof clientCodes)[number];

export const isEngineCode = (code: string): code is EngineCode => Object.hasOwn(statusOf, code);
