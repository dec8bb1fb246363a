import { bindableNames, companions, mayBind } from './bindable-attributes.ts';
import { writeAttribute, writeText } from '../dom/last-written.ts';
import { isElement, isTag } from '../dom/node-kind.ts';
import { deferral, isDeferred } from '../dom/rest.ts';
import { reportError } from '../dom/report-error.ts';
import type { ShownSession } from '../dom/shown-session.ts';

/** The fields that bindings show: own properties of a plain object. */
export type Fields = Readonly<Record<string, unknown>>;

const prefix = 'data-utd-attr-';

/** Marks an item, which binds its own fields, so that bindings around it skip it. */
export const item = Symbol.for('utd-item');

export const isItem = (node: Node): boolean => item in node;

/** Marks a node that is no element of ours (a clone of a list) as an item. */
export const markItem = (node: Node): void => void Object.assign(node, { [item]: true });

/** Elements with a binding from `root` on, up to the next item. The children of a template are a pattern. */
function* bound(root: Node): Generator<Element> {
  if (
    isElement(root) &&
    [...root.attributes].some(({ name }) => name === 'data-utd-text' || name.startsWith(prefix))
  )
    yield root;
  for (const child of root.childNodes)
    if (isElement(child) && !(isItem(child) || isDeferred(child) || isTag(child, 'template')))
      yield* bound(child);
}

/** Writes changed fields into the markup below `root`. A field that cannot be written becomes an `error` event of `session`. */
export function bind(root: Node, fields: Fields, session?: ShownSession): void {
  for (const element of bound(root))
    for (const { name, value: field } of Array.from(element.attributes))
      try {
        write(element, name, Object.hasOwn(fields, field) ? fields[field] : undefined);
      } catch (error) {
        // In a microtask: a listener may write signals, which the effect that calls this must not.
        queueMicrotask(() => reportError(session, error, `show '${field}' in <${element.localName}>`));
      }
}

function write(element: Element, name: string, value: unknown): void {
  if (name === 'data-utd-text') writeText(element, textOf(value));
  else if (name.startsWith(prefix)) writeBound(element, name.slice(prefix.length), value);
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

const textOf = (value: unknown): string =>
  value instanceof Date ? time.format(value) : value == null ? '' : String(value);

/** `true` writes an empty attribute, `false` and `null` remove the attribute, a `Date` is written as ISO. */
function writeBound(element: Element, name: string, value: unknown): void {
  const text = value instanceof Date ? value.toISOString() : value === true ? '' : value;
  if (text === false || text == null || !mayBind(element, name, String(text)))
    return writeAttribute(element, name, null);
  const companion = companions[name];
  if (companion) writeAttribute(element, ...companion);
  writeAttribute(element, name, String(text));
}

/**
 * The attributes whose change may be one of bindings: a framework may set them after the insertion. An observer cannot
 * name those of the app's own `data-…`.
 */
const watched = [deferral, 'data-utd-text', ...bindableNames.map((name) => prefix + name)];

/** An element that loses the deferral shows its markup from then on, and one that gets a binding shows the field. A write of text adds no element, and an element inside of bound text is a translator's. */
const addsMarkup = ({ type, target, addedNodes }: MutationRecord): boolean =>
  type === 'attributes' ||
  ([...addedNodes].some(isElement) && !(target as Element).closest?.('[data-utd-text]'));

/** Calls `changed` when markup that could hold bindings was added below `root`, or a binding has changed. */
export function watchMarkup(
  root: Node,
  changed: (records: readonly MutationRecord[]) => void,
): MutationObserver {
  const observer = new MutationObserver((records) => {
    const added = records.filter(addsMarkup);
    if (added.length) changed(added);
  });
  observer.observe(root, { childList: true, subtree: true, attributeFilter: watched });
  return observer;
}
