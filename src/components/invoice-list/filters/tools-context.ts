/** What the tools above the rows of a list are drawn with, and what they ask for. */
import type { InvoiceStore } from '../../../adapter/store.js';
import { zoneOf } from '../../../adapter/invoice-walk.js';
import { dayIn } from '../../../invoice/list-days.js';
import type { InvoiceFilter } from '../../../invoice/list-filter.js';
import type { Session } from '../../../invoice/wire.js';
import { localTimeZone } from '../../../invoice/zoned.js';
import { listFilters } from '../../../translations/en/list-filters.js';
import type { WordSource } from '../../internal/problem.js';
import type { Column } from '../columns.js';
import type { ListModel } from '../list-model.js';

export interface ColumnsThere {
  all: readonly Pick<Column, 'id' | 'label'>[];
  /** Ids of those that are wanted, in their order. */
  wanted: readonly string[];
  /** Ids of those for which there is room. */
  seen: readonly string[];
}

export interface ToolsContext {
  source: WordSource & { lang: string };
  store: InvoiceStore | null;
  /** Undefined until it is known. */
  session: Session | undefined;
  /** Unix seconds by the backend's clock. */
  now: number;
  filter: InvoiceFilter;
  model: Pick<ListModel, 'phase' | 'problem' | 'plan' | 'looked' | 'done' | 'old'>;
  columns(): ColumnsThere;
  /** @param typed - while a person is still typing */
  choose(filter: InvoiceFilter, typed: boolean): void;
  /** @param ids - null for those that the page gives */
  chooseColumns(ids: readonly string[] | null): void;
}

export const filterWords = ({ source }: ToolsContext): typeof listFilters =>
  source.wordsOf('listFilters', listFilters);

/** The zone in which the days of filters are days. */
export const zoneIn = ({ session }: ToolsContext): string => (session ? zoneOf(session) : localTimeZone());

export const todayIn = (context: ToolsContext): string => dayIn(context.now, zoneIn(context));

/** Currencies to choose from, the account's own first; that of the filter is always among them. */
export function currenciesIn({ session, filter }: ToolsContext): string[] {
  const own = session?.account.default_currency;
  const all = [own, filter.currency, ...(session?.currencies ?? [])];
  return [...new Set(all)].filter((code) => code !== undefined && code !== null);
}

/** Stripe could not read the query: told beside the query, not in the place of the rows. */
export const isQueryRefused = (
  { query }: InvoiceFilter,
  { phase, problem }: Pick<ListModel, 'phase' | 'problem'>,
): boolean => query.trim() !== '' && phase === 'error' && problem?.status === 400;
