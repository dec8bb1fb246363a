/** The roles of the two parties. */
export const callRoles = ['caller', 'callee'] as const;
export type CallRole = (typeof callRoles)[number];

/** The acts of the parties, and the parties whose acts they are, in whatever state of the call. */
export const partyActs = {
  ringing: ['callee'],
  accept: ['callee'],
  reject: ['callee'],
  busy: ['callee'],
  end: callRoles,
} as const satisfies Record<string, readonly CallRole[]>;
export type PartyAct = keyof typeof partyActs;
