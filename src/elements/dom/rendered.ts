/** Whether the page shows an element. `checkVisibility` is missing in Safari before 17.4 and in Firefox before 106. */
export function isRendered(element: Element & { checkVisibility?: Element['checkVisibility'] }): boolean {
  if (element.checkVisibility) return element.checkVisibility({ visibilityProperty: true });
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
}
