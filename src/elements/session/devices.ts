import { html } from 'lit';
import type { SessionController } from '../../controllers/session-controller.ts';
import type { Device, DeviceKind } from '../../model/device.ts';
import { SessionElement } from '../base/session-element.ts';
import { contents } from '../dom/display-styles.ts';
import { setStates } from '../dom/element-states.ts';
import { writeAttribute, writeText } from '../dom/last-written.ts';
import { isElement, isTag } from '../dom/node-kind.ts';
import { mayPutBack } from '../dom/put-back.ts';
import { reportError } from '../dom/report-error.ts';
import { property } from '../dom/property.ts';

/** Fills a select. Its options are changed and not replaced, so that an open list stays open. */
function fill(select: HTMLSelectElement, devices: readonly Device[]): void {
  for (const [index, { id, label }] of devices.entries()) {
    const option = select.options[index] ?? select.appendChild(document.createElement('option'));
    writeAttribute(option, 'value', id);
    writeText(option, label);
  }
  select.length = devices.length;
  select.selectedIndex = devices.findIndex(({ chosen }) => chosen);
}

const holdsSelect = (node: Node): boolean =>
  isElement(node) && (isTag(node, 'select') || node.querySelector('select') !== null);

const changesSelect = ({ addedNodes, removedNodes }: MutationRecord): boolean =>
  removedNodes.length > 0 || [...addedNodes].some(holdsSelect);

/**
 * Fills the `<select>` inside with the microphones, outputs or cameras. The chosen device is used at once, and is
 * remembered for this origin.
 *
 * ```html
 * <utd-devices kind="audioinput"><label>Microphone <select></select></label></utd-devices>
 * ```
 *
 * @tag utd-devices
 * @slot - Shown always; the first `<select>` in it is filled.
 * @state unsupported - Devices of this kind cannot be chosen in this browser.
 */
export class UTDDevicesElement extends SessionElement {
  static override styles = contents;

  /** Kind of the devices: `audioinput`, `audiooutput` or `videoinput`. */
  @property() accessor kind: DeviceKind = 'audioinput';

  /** A morpher removes the options, and a framework adds another select. */
  readonly #options = new MutationObserver((records) => {
    if (records.some(changesSelect) && mayPutBack(this)) this.follow();
  });

  constructor() {
    super();
    this.addEventListener('change', ({ target }) => {
      if (isTag(target, 'select')) void this.#choose(target.value);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#options.observe(this, { childList: true, subtree: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#options.disconnect();
  }

  protected override inputs(): readonly unknown[] {
    return [this.kind];
  }

  protected read(session: SessionController | undefined): void {
    const { kind } = this;
    const supported = session?.media.choosable.get().includes(kind) ?? true;
    setStates(this, this.internals, { unsupported: !supported });
    const devices = session?.media.devices.get().filter((each) => each.kind === kind) ?? [];
    const select = this.querySelector('select');
    if (select) fill(select, devices);
  }

  protected override render() {
    return html`<slot @slotchange=${() => this.follow()}></slot>`;
  }

  async #choose(id: string): Promise<void> {
    const { session } = this;
    try {
      await session?.media.use(this.kind, id);
    } catch (error) {
      reportError(session, error, 'use another device');
      this.follow(); // the select goes back to the device in use
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'utd-devices': UTDDevicesElement;
  }
}
