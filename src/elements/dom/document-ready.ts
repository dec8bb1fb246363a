/** The children of an element are there only when the page has been parsed. */
export const whenParsed = (document: Document): Promise<void> =>
  document.readyState === 'loading'
    ? new Promise((resolve) => document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }))
    : Promise.resolve();

/** The page's scripts have run; one that loads later still may. */
export async function whenComplete(document: Document): Promise<void> {
  while (document.readyState !== 'complete')
    await new Promise((changed) => document.addEventListener('readystatechange', changed, { once: true }));
}
