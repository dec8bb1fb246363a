import { times } from '../../src/protocol/constants.ts';
import { statuses, type Status } from '../../src/protocol/signalling/presence.ts';
import { frameText } from '../../src/protocol/signalling/server-frames.ts';
import { Alarm } from '../core/alarm.ts';
import type { Bus } from '../core/bus.ts';
import { iso, type Clock } from '../core/clock.ts';

interface Person {
  readonly app: string;
  readonly identity: string;
  readonly devices: Set<Device>;
  status: Status;
  /** The time of the last change. */
  at: number;
}

/** A socket of a person, as presence counts it. */
export interface Device {
  readonly person: Person;
  status: Status;
  /** The time of the last frame, or of the break of the socket. */
  since: number;
  /** Called when the device has been silent for too long. */
  readonly lapsed: () => void;
}

interface DevicePresenceDeps {
  readonly bus: Bus;
  readonly clock: Clock;
}

/** The frame that tells the status of a person. */
export const presenceFrame = (identity: string, { status, at }: { status: Status; at: number }): string =>
  frameText('presence', { identity, status, at: iso(at) });

/**
 * The status of people, by their devices. A person is online while a device is alive. A device that is silent, and a socket
 * that broke, count as alive for a time, so that a short outage changes nothing.
 */
export class DevicePresence {
  readonly #deps: DevicePresenceDeps;
  readonly #people = new Map<string, Person>();
  /** Devices with a socket, in the order of their last frames; and devices whose socket broke, in that order. */
  readonly #waiting: readonly { readonly devices: Set<Device>; readonly grace: number }[] = [
    { devices: new Set(), grace: times.silentDevice },
    { devices: new Set(), grace: times.brokenSocket },
  ];
  readonly #connected = this.#waiting[0]!.devices;
  readonly #broken = this.#waiting[1]!.devices;
  readonly #alarm: Alarm;
  /** Until then, a person without a device may be one whose devices have not come back after a start of the engine. */
  readonly #knownFrom: number;
  #unknown = new Set<() => void>();

  constructor(deps: DevicePresenceDeps) {
    this.#deps = deps;
    this.#alarm = new Alarm(deps.clock, () => this.#ring());
    this.#knownFrom = deps.clock.now() + times.silentDevice;
  }

  /** Adds a device that is alive. */
  add(app: string, identity: string, status: Status, lapsed: () => void): Device {
    const now = this.#deps.clock.now();
    const key = `${app} ${identity}`;
    const known = this.#people.get(key);
    const person = known ?? { app, identity, devices: new Set(), status: 'offline', at: now };
    this.#people.set(key, person);
    const device: Device = { person, status, since: now, lapsed };
    person.devices.add(device);
    this.#connected.add(device);
    this.#derive(person);
    this.#arm();
    return device;
  }

  /** Notes a frame of a device. */
  seen(device: Device): void {
    if (!this.#connected.delete(device)) return;
    device.since = this.#deps.clock.now();
    this.#connected.add(device);
  }

  set(device: Device, status: Status): void {
    device.status = status;
    this.#derive(device.person);
  }

  /** Notes the end of a socket. @param forGood the device has said goodbye, or may not come back */
  end(device: Device, forGood: boolean): void {
    if (!this.#connected.delete(device)) return;
    if (forGood) return this.#remove(device);
    device.since = this.#deps.clock.now();
    this.#broken.add(device);
    this.#arm();
  }

  /** `null` for a person whose devices may not have come back yet: `whenKnown` calls when they have, or will not. */
  statusOf(app: string, identity: string): { status: Status; at: number } | null {
    const person = this.#people.get(`${app} ${identity}`);
    if (person) return person;
    const now = this.#deps.clock.now();
    return now < this.#knownFrom ? null : { status: 'offline', at: now };
  }

  /** @returns a function that calls it off */
  whenKnown(work: () => void): () => void {
    this.#unknown.add(work);
    this.#alarm.by(this.#knownFrom);
    return () => this.#unknown.delete(work);
  }

  /** The number of people with a device. */
  get size(): number {
    return this.#people.size;
  }

  close(): void {
    this.#alarm.off();
  }

  #remove(device: Device): void {
    device.person.devices.delete(device);
    this.#derive(device.person);
  }

  #derive(person: Person): void {
    const { app, identity, devices } = person;
    const has = new Set([...devices].map(({ status }) => status));
    const status = statuses.find((each) => has.has(each)) ?? 'offline';
    if (!devices.size) this.#people.delete(`${app} ${identity}`);
    if (status === person.status) return;
    const { bus, clock } = this.#deps;
    person.status = status;
    person.at = clock.now();
    bus.publish({ app, identity, channel: 'presence' }, { frame: presenceFrame(identity, person) });
  }

  #arm(): void {
    for (const { devices, grace } of this.#waiting)
      for (const { since } of devices) {
        // The first of each is the first to end.
        this.#alarm.by(since + grace);
        break;
      }
    if (this.#unknown.size) this.#alarm.by(this.#knownFrom);
  }

  #ring(): void {
    const now = this.#deps.clock.now();
    for (const { devices, grace } of this.#waiting)
      for (const device of devices) {
        if (device.since + grace > now) break;
        devices.delete(device);
        this.#remove(device);
        device.lapsed();
      }
    if (now >= this.#knownFrom) {
      const work = this.#unknown;
      this.#unknown = new Set();
      for (const each of work) each();
    }
    this.#arm();
  }
}
