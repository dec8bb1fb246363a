import { property } from 'lit/decorators.js';
import type { DeclaresAccessor } from './property.ts';

/**
 * Whether a boolean attribute is set: present is true, absent and `"false"` are false. Frameworks write
 * `"false"`, some of them to the property, so the value of a property is read by the same rule.
 */
export const isSet = (value: unknown): boolean =>
  typeof value === 'string' ? value !== 'false' : Boolean(value);

/**
 * Declares a boolean attribute and its property.
 *
 * @param attribute name of the attribute; that of the property unless told
 */
export function booleanAttribute(attribute?: string): DeclaresAccessor {
  const declare = property({
    type: Boolean,
    converter: { fromAttribute: isSet },
    ...(attribute !== undefined && { attribute }),
  });
  return (prototype, name) => {
    // Lit's decorator of an accessor returns a descriptor whose setter requests an update.
    const declared = declare(prototype, name) as Required<PropertyDescriptor>;
    return {
      ...declared,
      set(value: unknown) {
        declared.set.call(this, isSet(value));
      },
    };
  };
}
