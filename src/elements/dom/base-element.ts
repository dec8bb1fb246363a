import { LitElement } from 'lit';

/**
 * A Lit element that has its styles in every window, and the properties that were set before its definition. A sheet that
 * was made by a script serves the document in which it was made, so that an element in another document needs sheets of
 * that one.
 */
export abstract class BaseElement extends LitElement {
  override connectedCallback(): void {
    if (!this.hasUpdated) applyEarlyProperties(this);
    super.connectedCallback();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.ownerDocument === document) return super.createRenderRoot();
    const root = this.attachShadow((this.constructor as typeof LitElement).shadowRootOptions);
    adoptStyles(this, root);
    return root;
  }

  /** The move to another document has taken the sheets away. */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptStyles(this, this.shadowRoot);
  }
}

function adoptStyles({ constructor, ownerDocument }: BaseElement, root: ShadowRoot): void {
  const { defaultView } = ownerDocument;
  if (!defaultView) return;
  root.adoptedStyleSheets = (constructor as typeof LitElement).elementStyles.map((style) => {
    const sheet = new defaultView.CSSStyleSheet();
    sheet.replaceSync(
      'cssText' in style ? style.cssText : [...style.cssRules].map(({ cssText }) => cssText).join('\n'),
    );
    return sheet;
  });
}

/**
 * Applies the properties that a framework has set before the element was defined. They belong to the element itself and
 * hide the accessors of its class. Lit does the same, for the accessors that Lit has made. Call it before the first update.
 */
function applyEarlyProperties(element: BaseElement): void {
  const prototype: object = Object.getPrototypeOf(element);
  for (const [name, value] of Object.entries(element)) {
    if (!(name in prototype)) continue;
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, value);
  }
}
