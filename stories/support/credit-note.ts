/** The hand that writes credit notes in stories. */
import { part, shows } from './scene.js';

export const creditElement = (canvas: HTMLElement): HTMLElement | null =>
  canvas.querySelector('invoice-credit-note');

/** Writes into a field and leaves it. */
export async function fill(element: HTMLElement, id: string, text: string): Promise<void> {
  const field = (await shows(element, `#${CSS.escape(id)}`)) as HTMLInputElement;
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.blur();
}

/** Turns to the items and chooses some of them by their place, and others by their id. */
export async function chooseItems(
  element: HTMLElement,
  places: readonly number[],
  ...ids: readonly string[]
): Promise<void> {
  const [, byItems] = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.segments input') ?? [])];
  byItems?.click();
  await shows(element, '.items');
  const boxes = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[id^=item-]') ?? [])];
  for (const place of places) boxes[place]?.click();
  for (const id of ids) ((await shows(element, `#${id}`)) as HTMLElement).click();
}

/** Clicks the button once the preview is there. */
export async function issue(element: HTMLElement): Promise<void> {
  await shows(element, '[part=issue][aria-disabled=false]');
  (await part(element, 'issue')).click();
}
