/** The children of an element are there only when the page has been parsed. */
export const whenParsed = (document: Document): Promise<void> =>
  document.readyState === 'loading'
    ? new Promise((resolve) => document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }))
    : Promise.resolve();
