/** The dialogs of the editor: of a customer, and of what is pasted. One is open at a time. */
import { nothing, type LitElement } from 'lit';
import type { Localizer } from '../internal/localize.js';
import type { draftEditor } from '../../translations/en/draft-editor.js';
import type { CustomerDialog } from './customer-dialog.js';
import type { LineValues } from './line-fields.js';
import type { DraftModel } from './model.js';
import type * as parts from './parts.js';
import type { PasteDialog } from './paste-dialog.js';
import type { View } from './view.js';

export class Dialogs {
  #open: CustomerDialog | PasteDialog | null = null;

  constructor(
    private readonly host: LitElement,
    private readonly model: DraftModel,
    private readonly loaded: () => typeof parts | null,
    private readonly takePasted: (lines: readonly Partial<LineValues>[]) => void,
  ) {}

  /** A new customer of what was looked for; null for the one that the draft is for. */
  openCustomer(text: string | null): void {
    const { model } = this;
    const Dialog = this.loaded()?.CustomerDialog;
    const known = text === null ? model.customerShown : null;
    if (!Dialog) return;
    const save = known
      ? (params: Parameters<DraftModel['createCustomer']>[0]) => model.updateCustomer(known.id, params)
      : (params: Parameters<DraftModel['createCustomer']>[0]) => model.createCustomer(params);
    this.#show(new Dialog(this.host, known, text ?? '', save, this.#close));
  }

  openPaste(text: string): void {
    const Dialog = this.loaded()?.PasteDialog;
    if (Dialog) this.#show(new Dialog(this.host, text, this.takePasted, this.#close));
  }

  render(view: View, localize: Localizer<typeof draftEditor>): unknown {
    const dialog = this.#open;
    if (!dialog) return nothing;
    return 'isOfPaste' in dialog ? dialog.render(view) : dialog.render(localize, view.lang);
  }

  #show(dialog: CustomerDialog | PasteDialog): void {
    this.#open = dialog;
    this.host.requestUpdate();
  }

  readonly #close = (): void => {
    this.#open = null;
    this.host.requestUpdate();
  };
}
