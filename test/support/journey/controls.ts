import type { Page } from 'playwright-core';

/**
 * Controls that a person cannot use as the page stands: with the focus, which scrolls to each, they reach beyond the window,
 * lie below something else, or their text does not fit.
 */
export const unusableControls = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    const had = document.activeElement;
    const nameOf = (element: Element) => {
      const name = element.getAttribute('aria-label') ?? element.textContent;
      return `${element.localName}.${element.className} “${name.trim().replace(/\s+/g, ' ').slice(0, 30)}”`;
    };
    const faults: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      if (!control.checkVisibility({ visibilityProperty: true })) continue;
      control.focus();
      if (document.activeElement !== control) continue;
      // A link that goes on in a second line has a box for each.
      const { left, right, top, bottom } = control.getClientRects()[0]!;
      const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
      const hit = document.elementFromPoint((left + right) / 2, middle);
      // A menu that a person has opened may lie over other controls until it is closed.
      const menu = hit?.closest('details[open] > div');
      if (left < 0 || right > innerWidth) faults.push(`beyond the window: ${nameOf(control)}`);
      else if (!hit || !(control.contains(hit) || menu))
        faults.push(`${nameOf(control)} is covered by ${hit ? nameOf(hit) : 'the edge of the window'}`);
      if (control.matches('a, button, summary') && control.scrollWidth > Math.max(control.clientWidth + 1, 1))
        faults.push(`text does not fit: ${nameOf(control)}`);
    }
    if (had instanceof HTMLElement) had.focus();
    else (document.activeElement as HTMLElement | null)?.blur();
    return faults;
  });
