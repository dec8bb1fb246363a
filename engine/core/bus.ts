/** The people whom a message is for, or about. */
export interface Address {
  readonly app: string;
  readonly identity: string;
  /** `devices` reaches the sockets of the person, and `presence` the sockets that watch the person. */
  readonly channel: 'devices' | 'presence';
}

/** A message between sockets and commands. It has plain values alone, so that it can travel to another process. */
export interface BusMessage {
  /** A frame, as JSON, for each device. */
  readonly frame?: string;
  /** The id of the device that gets no frame, because it sent the message itself. */
  readonly except?: string;
  /** The people whom this person may watch have changed. */
  readonly review?: true;
  /** The sockets of the person are closed for good, with this close code. */
  readonly close?: number;
}

type Handler = (message: BusMessage) => void;

/**
 * Carries messages to the devices of a person, wherever their sockets are. Commands and sockets know addresses alone, so
 * that two people need not be on one process.
 */
export interface Bus {
  /** The subscribers of an address get the messages of one publisher in the order of the calls. */
  publish(address: Address, message: BusMessage): void;
  /** @returns a function that ends the subscription */
  subscribe(address: Address, handler: Handler): () => void;
}

const keyOf = ({ app, identity, channel }: Address): string => `${channel} ${app} ${identity}`;

/** A bus of one process. */
export class MemoryBus implements Bus {
  readonly #handlers = new Map<string, Set<Handler>>();

  publish(address: Address, message: BusMessage): void {
    // A handler may subscribe, or end a subscription, meanwhile.
    for (const handler of Array.from(this.#handlers.get(keyOf(address)) ?? [])) handler(message);
  }

  subscribe(address: Address, handler: Handler): () => void {
    const key = keyOf(address);
    const handlers = this.#handlers.get(key) ?? new Set();
    this.#handlers.set(key, handlers.add(handler));
    return () => {
      handlers.delete(handler);
      if (!handlers.size && this.#handlers.get(key) === handlers) this.#handlers.delete(key);
    };
  }

  /** The number of addresses with a subscription. */
  get size(): number {
    return this.#handlers.size;
  }
}
