/** What a person does in an editor of a story: finds its controls, writes, chooses, presses keys. */
import type { StoryContext } from '@storybook/web-components-vite';
import type { InvoiceDraftEditor } from '../../src/components/invoice-draft-editor/invoice-draft-editor.js';
import type { World } from '../../server-stub/world.js';
import { until } from './scene.js';

export type Context = Pick<StoryContext, 'canvasElement' | 'loaded'>;

export const editorIn = ({ canvasElement }: Context): InvoiceDraftEditor | null =>
  canvasElement.querySelector('invoice-draft-editor');

/** The editor with the parts that are loaded later. */
export const whole = (context: Context): Promise<Element> =>
  until(() => editorIn(context)?.shadowRoot?.querySelector('.more'), 'the parts are there');

/** A cell of a row, from 0, once it is there. */
export async function cell(
  context: Context,
  row: number,
  column: 'description' | 'quantity' | 'price',
): Promise<HTMLInputElement> {
  const find = (): HTMLInputElement | undefined =>
    editorIn(context)?.shadowRoot?.querySelectorAll<HTMLInputElement>(`input[id^=${column}-]`)[row];
  return until(find, `${column} of row ${row}`);
}

/** Writes into a field as a person would see it written, and leaves it. */
export async function write(
  context: Context,
  row: number,
  column: 'description' | 'quantity' | 'price',
  text: string,
): Promise<void> {
  const input = await cell(context, row, column);
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  input.blur();
}

export const writes = ({ method }: Request): boolean => method !== 'GET';

/** A control by its id, unfolded where it is folded away. */
export async function field(context: Context, id: string): Promise<HTMLElement> {
  const control = await until(() => editorIn(context)?.shadowRoot?.getElementById(id), id);
  const folded = control.closest('details');
  if (folded) folded.open = true;
  return control;
}

export async function fill(input: HTMLInputElement, text: string): Promise<void> {
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  input.blur();
  await Promise.resolve();
}

export async function choose(context: Context, id: string, name: RegExp): Promise<void> {
  const menu = (await field(context, id)) as HTMLSelectElement;
  const option = await until(() => [...menu.options].find(({ text }) => name.test(text)), String(name));
  menu.value = option.value;
  menu.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Presses a key in what has the focus. */
export const press = (target: HTMLElement, key: string, keys: KeyboardEventInit = {}): void =>
  void target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, ...keys }),
  );

/** Rates, coupons, codes, shipping and templates to choose from. */
export async function shelves({ stripe, stub }: World): Promise<void> {
  await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
  await stripe.taxRates.create({ display_name: 'VAT reduced', percentage: 7, inclusive: false });
  const coupon = await stripe.coupons.create({ name: 'Spring sale', percent_off: 10, duration: 'once' });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'SPRING' });
  await stripe.coupons.create({ name: 'Welcome', amount_off: 2000, currency: 'eur', duration: 'once' });
  await stripe.shippingRates.create({
    display_name: 'Parcel',
    type: 'fixed_amount',
    fixed_amount: { amount: 690, currency: 'eur' },
  });
  stub.addTemplate();
}
