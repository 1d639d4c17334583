/** What lies in the editor. A draft that is finalized stays on its sheet, until the person goes on to what it has become. */
import type { Invoice } from '../../invoice/types.js';
import type { Route } from './routes.js';

export interface Sheet {
  /** Empty until Stripe has the draft. */
  id: string;
  /** Of a new draft; empty where the person picks it. */
  customer: string;
}

export class Sheets {
  /** The same for as long as the editor is to stay; null where there is none. */
  sheet: Sheet | null = null;

  /** @param known - the invoice of the route, as far as it is known */
  turn(route: Route, known: Invoice | null): void {
    const { sheet } = this;
    if (route.name === 'new') {
      if (!sheet || sheet.id || sheet.customer !== route.customer)
        this.sheet = { id: '', customer: route.customer };
    } else if (route.name !== 'invoice') {
      this.sheet = null;
    } else if (sheet?.id !== route.id) {
      const isDraft = known?.status === 'draft' && !known.deleted;
      this.sheet = isDraft ? { id: route.id, customer: '' } : null;
    }
  }

  /** The draft on the sheet is at Stripe now. */
  made(id: string): void {
    if (this.sheet) this.sheet.id = id;
  }

  /** The editor is done with. */
  putAway(): void {
    this.sheet = null;
  }
}
