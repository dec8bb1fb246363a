/** The value of a property. A boolean follows the rule of its attribute: `"false"` is false, and any other text is true. */
export type PropertyValue<T> = (T extends boolean ? T | '' | 'true' | 'false' : T) | undefined;

/** The value of an attribute, which a framework writes as text. */
export type AttributeValue<T> = PropertyValue<T> | (T extends number ? `${number}` : never);
