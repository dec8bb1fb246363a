/** Resolves when the page is parsed: from then on an element has its children. */
export const documentParsed = (document: Document): Promise<void> =>
  document.readyState === 'loading'
    ? new Promise((resolve) => document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }))
    : Promise.resolve();

/** Markup that stands inside an element of ours. */
const content = 'template, [slot], [data-utd-text], [name="text"], [command^="--"]:not([commandfor])';
/** The attributes of elements that need no session around them. */
const ownSession = ['for', 'room', 'app-id', 'token-url', 'type'];

const isSessionContent = (element: Element): boolean =>
  element.matches(content) ||
  (element.localName.startsWith('utd-') && !ownSession.some((name) => element.hasAttribute(name)));

const isEmpty = ({ children }: Element): boolean =>
  [...children].every(({ localName }) => localName === 'br');

const isBare = (element: Element): boolean => isEmpty(element) && !element.textContent?.trim();

/** The next element that is no empty paragraph. */
function nextOf(element: Element): Element | null {
  let next = element.nextElementSibling;
  while (next?.localName === 'p' && isBare(next) && !next.hasAttribute('data-utd-text'))
    next = next.nextElementSibling;
  return next;
}

/** Content that was warned of. */
const warned = new WeakSet<Element>();

interface ParsedApartOptions {
  /** Other emptiness is no sign: a list may still wait for its template. */
  readonly paragraphOnly?: boolean;
  /** Whether an element behind looks like content. */
  readonly isContent?: (element: Element) => boolean;
}

/**
 * Warns, once for each place, where the parser has put content of an element behind it: a `<p>` ends before a block inside, and
 * some editors put every line into a `<p>`.
 */
export async function warnIfParsedApart(
  element: Element,
  { paragraphOnly = false, isContent = isSessionContent }: ParsedApartOptions = {},
): Promise<void> {
  const document = element.ownerDocument;
  await documentParsed(document);
  const paragraph = element.closest('p');
  if (paragraphOnly ? !paragraph || !isBare(element) : !paragraph && !isEmpty(element)) return;
  const next = nextOf(paragraph ?? element) ?? (element.parentElement && nextOf(element.parentElement));
  if (!next || warned.has(next) || ![next, ...next.querySelectorAll('*')].some(isContent)) return;
  if (element.id && document.querySelector(`[for="${CSS.escape(element.id)}"]`)) return;
  warned.add(next);
  console.warn(
    `<${element.localName}> ends early, and what looks like its content stands behind it. ` +
      'A <p> cannot hold blocks, nor a table other elements: put a <div> around it, without empty lines inside, or ' +
      'paste it where the editor adds no paragraphs, such as the block “Custom HTML” of WordPress.',
    element,
  );
}
