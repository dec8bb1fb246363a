import { AudioRoomController } from '/dist/cdn/index.js';
import { css, html, LitElement } from '/dist/cdn/lit.js';

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

class TalkStrip extends LitElement {
  static properties = { room: {}, name: {}, problem: { state: true } };

  static styles = css`
    :host {
      display: grid;
      gap: 1rem;
    }
    ol,
    .row {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      padding: 0.4rem 0.9rem;
      border: 2px solid var(--line);
      border-radius: 99px;
      background: var(--soft);
      font-weight: 600;
    }
    li.speaking {
      border-color: var(--live);
      color: var(--live);
    }
    p {
      margin: 0;
      color: var(--quiet);
    }
    button {
      min-height: 44px;
      padding: 0.5rem 1rem;
      border: 1px solid var(--line);
      border-radius: 12px;
      background: var(--card);
      color: inherit;
      font: inherit;
      font-weight: 600;
      cursor: pointer;
    }
    button[aria-pressed='true'] {
      background: var(--live);
      color: var(--card);
    }
    button:disabled {
      opacity: 0.6;
      cursor: default;
    }
    :focus-visible {
      outline: 3px solid var(--accent);
      outline-offset: 3px;
    }
  `;

  // The options are read again at each join, so that they can follow the element's own properties.
  session = new AudioRoomController(this, () => ({
    appId: meta('utd-app-id'),
    baseUrl: meta('utd-base-url'),
    roomName: this.room,
    name: this.name,
  }));

  async try(action) {
    this.problem = '';
    try {
      await action();
    } catch (error) {
      this.problem = error.message;
    }
  }

  render() {
    const { connection, seats, media, participants } = this.session;
    if (!connection.connected.get())
      return html`
        <p>${connection.ended.get()?.message ?? `The room is ${this.room}, and you are ${this.name}.`}</p>
        <div class="row">
          <button
            ?disabled=${connection.state.get() === 'connecting'}
            @click=${() => this.try(() => this.session.join())}
          >
            ${connection.state.get() === 'connecting' ? 'Joining…' : 'Join'}
          </button>
        </div>
        ${this.wrong()}
      `;
    const taken = seats.grid.get().seats.filter(({ identity }) => identity);
    const free = seats.grid
      .get()
      .seats.find(({ index }) => this.session.allowed('takeSeat', index).get().allowed);
    const on = media.micEnabled.get();
    return html`
      ${
        taken.length
          ? html`<ol>
              ${taken.map(
                ({ identity, name }) =>
                  html`<li class=${participants.speaking(identity).get() ? 'speaking' : ''}>${name}</li>`,
              )}
            </ol>`
          : html`<p>All seats are empty.</p>`
      }
      <div class="row">
        ${
          seats.mine.get()
            ? html`<button
                  aria-pressed=${String(on)}
                  @click=${() => this.try(() => media.setMicrophone(!on))}
                >
                  Microphone
                </button>
                <button @click=${() => this.try(() => seats.leave())}>Stand up</button>`
            : html`<button ?disabled=${!free} @click=${() => this.try(() => seats.take(free.index))}>
                Sit down
              </button>`
        }
        <button @click=${() => this.try(() => this.session.leave())}>Leave</button>
      </div>
      <p>${participants.count.get()} in the room</p>
      ${this.wrong()}
    `;
  }

  wrong() {
    return this.problem ? html`<p role="alert">${this.problem}</p>` : '';
  }
}

customElements.define('talk-strip', TalkStrip);
