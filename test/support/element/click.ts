import { sendMouse } from '@web/test-runner-commands';
import { calm } from './fixture.ts';

/** A real click, by the mouse of the browser. */
export async function click(element: Element): Promise<void> {
  element.scrollIntoView();
  const { x, y, width, height } = element.getBoundingClientRect();
  await sendMouse({
    type: 'click',
    position: [Math.round(x + width / 2), Math.round(y + height / 2)],
  });
  await calm();
}
