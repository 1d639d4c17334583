/** All that match, written into a file: from the first to the last, whatever of it is loaded in the rows. */
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { toProblem, type InvoiceProblem } from '../../../adapter/adapter.js';
import { InvoiceCsv } from '../../../adapter/invoice-csv.js';
import { LARGEST_PAGE, walkInvoices } from '../../../adapter/invoice-walk.js';
import type { InvoiceStore } from '../../../adapter/store.js';
import { numberFormat } from '../../../invoice/intl.js';
import { dayIn } from '../../../invoice/list-days.js';
import type { InvoiceFilter } from '../../../invoice/list-filter.js';
import { doing } from '../../../translations/en/doing.js';
import { listExport } from '../../../translations/en/list-export.js';
import { problemFace } from '../../internal/problem.js';
import { saveCsv } from '../../internal/save-file.js';
import { sign } from '../../internal/signs.js';
import { zoneIn, type ToolsContext } from './tools-context.js';

interface Asked {
  store: InvoiceStore;
  filter: InvoiceFilter;
  lang: string;
}

type Phase =
  | { name: 'idle' }
  | { name: 'running' }
  | { name: 'failed'; problem: InvoiceProblem }
  | { name: 'done' }
  | { name: 'stopped' };

export class ExportRun implements ReactiveController {
  #phase: Phase = { name: 'idle' };
  #asked: Asked | null = null;
  #csv: InvoiceCsv | null = null;
  /** What has come; browsers keep what is large on disk. */
  #parts: Blob[] = [];
  #asking?: AbortController;

  constructor(
    private readonly host: LitElement,
    private readonly read: () => ToolsContext,
  ) {
    host.addController(this);
  }

  get isRunning(): boolean {
    return this.#phase.name === 'running';
  }

  hostDisconnected(): void {
    if (this.isRunning || this.#phase.name === 'failed') this.#end({ name: 'idle' });
  }

  begin(): void {
    const { store, filter, source } = this.read();
    if (!store || this.isRunning) return;
    this.#end({ name: 'idle' });
    this.#asked = { store, filter, lang: source.lang };
    void this.#run(this.#asked);
  }

  render(): TemplateResult | typeof nothing {
    const { name } = this.#phase;
    if (name === 'idle') return nothing;
    const words = this.#words;
    const { retry, close } = this.read().source.wordsOf('doing', doing);
    const stop = html`<button type="button" part="stop" @click=${this.#stop}>${words.stop}</button>`;
    const buttons = {
      running: stop,
      failed: html`<button type="button" part="go-on" @click=${this.#goOn}>${retry}</button> ${stop}`,
      stopped: this.#renderDismiss(close),
      done: this.#renderDismiss(close),
    };
    const signs = {
      running: html`<span class="spinner"></span>`,
      failed: sign('urgent'),
      done: sign('positive'),
    };
    return html`<div class="export ${name}" part="export-progress">
      ${name in signs ? signs[name as keyof typeof signs] : nothing}
      <span>${this.#text}</span> ${buttons[name]}
    </div>`;
  }

  /** For the ear: how it goes, without every count. */
  get spoken(): string {
    return this.isRunning ? this.#words.starting : this.#text;
  }

  #renderDismiss(close: string): TemplateResult {
    return html`<button type="button" part="dismiss" class="quiet" @click=${this.#dismiss}>${close}</button>`;
  }

  get #words(): typeof listExport {
    return this.read().source.wordsOf('listExport', listExport);
  }

  get #text(): string {
    const phase = this.#phase;
    const words = this.#words;
    const { source } = this.read();
    const count = numberFormat(source.lang).format(this.#count);
    switch (phase.name) {
      case 'idle':
        return '';
      case 'running':
        return this.#count ? words.written(count) : words.starting;
      case 'failed':
        return `${problemFace(phase.problem, source).title} ${words.failed(count)}`;
      case 'stopped':
        return words.stopped;
      case 'done':
        return this.#count ? words.done(count, this.#count === 1) : words.nothing;
    }
  }

  get #count(): number {
    return this.#csv?.count ?? 0;
  }

  async #run({ store, filter, lang }: Asked): Promise<void> {
    const { signal } = (this.#asking = new AbortController());
    this.#show({ name: 'running' });
    try {
      const csv = (this.#csv ??= await this.#open(store, filter, lang, signal));
      for (let text = await csv.next({ signal }); text !== null; text = await csv.next({ signal })) {
        if (signal.aborted) return;
        if (text) this.#parts.push(new Blob([text]));
        this.host.requestUpdate();
      }
      if (this.#count) this.#save(store.now());
      this.#parts = [];
      this.#show({ name: 'done' });
    } catch (error) {
      if (!signal.aborted) this.#show({ name: 'failed', problem: toProblem(error) });
    }
  }

  async #open(
    store: InvoiceStore,
    filter: InvoiceFilter,
    lang: string,
    signal: AbortSignal,
  ): Promise<InvoiceCsv> {
    const session = await store.session();
    const now = store.now();
    const options = { session, now, lang, pageSize: LARGEST_PAGE };
    return new InvoiceCsv(await walkInvoices(store.adapter, filter, options, { signal }), now);
  }

  #save(now: number): void {
    saveCsv(`${this.#words.file}-${dayIn(now, zoneIn(this.read()))}.csv`, this.#parts);
  }

  readonly #goOn = (): void => {
    if (this.#asked) void this.#run(this.#asked);
    this.#refocus();
  };

  readonly #stop = (): void => {
    this.#end({ name: 'stopped' });
    this.#refocus();
  };

  readonly #dismiss = (): void => {
    this.#end({ name: 'idle' });
    this.#refocus();
  };

  #end(phase: Phase): void {
    this.#asking?.abort();
    this.#csv = null;
    this.#parts = [];
    this.#show(phase);
  }

  #show(phase: Phase): void {
    this.#phase = phase;
    this.host.requestUpdate();
  }

  /** The button that was pressed is gone. */
  #refocus(): void {
    this.host.renderRoot.querySelector<HTMLElement>('#export-button')?.focus();
  }
}
