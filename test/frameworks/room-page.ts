/** The state of the page that each framework renders in its own language. */
export interface PageState {
  /** The heading of the page beside the room; `edited` after a hot reload. */
  readonly route: 'home' | 'about' | 'edited';
  /** Whether the room is in the page. */
  readonly there: boolean;
  readonly host: boolean;
  readonly muted: boolean;
  readonly seats: number;
  /** An object, for which there is no attribute. */
  readonly rtcConfig: RTCConfiguration | undefined;
  /** Whether the room shows the number of people. */
  readonly status: boolean;
  /** The room has an element for each. */
  readonly people: readonly string[];
}

export const initial: PageState = {
  route: 'home',
  there: true,
  host: false,
  muted: false,
  seats: 8,
  rtcConfig: { iceTransportPolicy: 'relay' },
  status: true,
  people: ['ada', 'ben', 'eve'],
};

/** The children of a list's template. */
export const seatPattern =
  '<utd-seat><b slot="taken" data-utd-text="name"></b><button slot="empty" command="--take">Sit here</button></utd-seat>';

const participant = (identity: string) =>
  `<utd-participant id="${identity}" identity="${identity}"><i data-utd-text="name"></i></utd-participant>`;

/**
 * The page as a server writes it.
 *
 * @param attributes of the room, beside those of the state
 */
export function renderMarkup(
  { route, there, host, muted, seats, status, people }: PageState,
  attributes = '',
): string {
  const room = `
    <test-room id="room" app-id="1234567890" room="lobby" as-host="${host}" muted="${muted}" seat-count="${seats}" ${attributes}>
      <utd-seats><template>${seatPattern}</template></utd-seats>
      ${people.map(participant).join('\n')}
      ${status ? '<utd-status><output data-utd-text="count"></output></utd-status>' : ''}
      <button command="--leave-seat">Get up</button>
    </test-room>`;
  return `<h1>${route}</h1>${there ? room : ''}`;
}
