import { css } from 'lit';

/** For elements that are no box: `display: contents` would defeat `hidden`. */
export const contents = css`
  :host {
    display: contents;
  }
  :host([hidden]) {
    display: none;
  }
`;

/** For elements that are measured or focused. */
export const block = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
`;
