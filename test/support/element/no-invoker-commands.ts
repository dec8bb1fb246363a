/**
 * Makes the page one of a browser without invoker commands. Import it first: what is loaded later looks
 * for them once.
 */
for (const name of ['command', 'commandForElement'])
  Reflect.deleteProperty(HTMLButtonElement.prototype, name);
Reflect.deleteProperty(globalThis, 'CommandEvent');

/** The browser goes on dispatching its own, which are the trusted ones. */
window.addEventListener('command', (event) => event.isTrusted && event.stopImmediatePropagation(), true);
