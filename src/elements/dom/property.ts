import type { PropertyDeclaration, ReactiveElement } from 'lit';
import { property as declareProperty } from 'lit/decorators.js';

/** The decorator of an accessor, called with the prototype of the class. */
export type DeclaresAccessor = (
  prototype: ReactiveElement,
  name: string,
  accessor: PropertyDescriptor,
) => void;

/**
 * The value of a property as its attribute would give it. Frameworks write every value to the property: the number of a
 * seat as text, and the id of a person, from a database, as a number. A number that is absent or empty is not set.
 */
function asAttribute(value: unknown, { type, attribute }: PropertyDeclaration): unknown {
  if (attribute === false) return value;
  if (type !== Number) return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  if (value === '' || value === null) return undefined;
  return typeof value === 'string' ? Number(value) : value;
}

/** The decorator of this name of Lit, for properties that take what frameworks write to them. */
export function property(options: PropertyDeclaration = {}): DeclaresAccessor {
  // Lit reads an empty attribute as 0.
  const converter = { fromAttribute: (value: unknown) => asAttribute(value, options) };
  const declare = declareProperty({ ...options, ...(options.type === Number && { converter }) });
  return (prototype, name) => {
    // Lit's decorator of an accessor returns a descriptor whose setter requests an update.
    const declared = declare(prototype, name) as Required<PropertyDescriptor>;
    return {
      ...declared,
      set(value: unknown) {
        declared.set.call(this, asAttribute(value, options));
      },
    };
  };
}
