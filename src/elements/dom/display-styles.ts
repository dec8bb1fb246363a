import { css } from 'lit';

/** Styles of an element without a box. `display: contents` alone would defeat `hidden`. */
export const contents = css`
  :host {
    display: contents;
  }
  :host([hidden]) {
    display: none;
  }
`;

/** Styles of an element that is measured or focused. */
export const block = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
`;
