/** What is said of the save, of what is in its way, and of what stands between the draft and its finalization. */
import type { WordSource } from '../internal/problem.js';
import { problemFace } from '../internal/problem.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatDecimal, formatMoney } from '../../invoice/money.js';
import { FIELDS, faultsOf, hasWork, isBlank, isDirty, isRowDirty, isSendable } from './draft.js';
import { HEADER_NAMES, headerFault, sameField } from './header-fields.js';
import type { SaveState } from './saver.js';
import type { View } from './view.js';

export interface SaveWords {
  text: string;
  tone: 'quiet' | 'urgent';
  retry: boolean;
}

/** The state of the save, which is at the start of its text. */
export function saveWords(view: View, state: SaveState, words: WordSource): SaveWords {
  const { words: own, draft, lang } = view;
  const quiet = (text: string): SaveWords => ({ text, tone: 'quiet', retry: false });
  if (state.status === 'failed') {
    const face = problemFace(state.problem, words);
    const why = [face.title, face.detail, own.not_saved_kept].filter(Boolean).join(' ');
    return { text: own.not_saved(why), tone: 'urgent', retry: true };
  }
  if (state.status === 'saving') {
    const { attempt } = state;
    if (!attempt || attempt.attempt < 2) return quiet(own.saving);
    return quiet(
      own.saving_attempt(
        formatDecimal(String(attempt.attempt), lang),
        formatDecimal(String(attempt.of), lang),
      ),
    );
  }
  if (!isDirty(draft)) {
    if (!view.invoice) return quiet('');
    if (state.status !== 'saved') return quiet(own.saved);
    return quiet(own.saved_at(dateTimeFormat(lang, { timeStyle: 'short' }).format(state.at)));
  }
  if (!view.customer && !view.invoice) return quiet(own.not_saved(own.choose_customer_first));
  const unfinished = firstUnfinished(view);
  if (unfinished) return quiet(own.not_saved(unfinished));
  if (!view.invoice && !hasWork(draft)) return quiet(own.not_saved(own.nothing_to_keep));
  return quiet(isSendable(draft) ? own.saving : own.not_saved(own.field_refused));
}

/** For the ear: the total, and what came of the last save. Not in the words of the save state, which is seen. */
export function spokenWords(
  { words, draft, figures, lang }: View,
  state: SaveState,
  source: WordSource,
): string {
  const total = words.spoken_total(formatMoney(figures.total, draft.currency, lang));
  if (state.status === 'failed') {
    return `${total} ${words.spoken_failed(problemFace(state.problem, source).title)}`;
  }
  return state.status === 'saved' && !isDirty(draft) ? `${total} ${words.spoken_stored}` : total;
}

/** “item 2 needs a price”, or empty. */
export function firstUnfinished({ draft, words, lang }: View): string {
  for (const [index, row] of draft.rows.entries()) {
    const faults = faultsOf(row, draft.currency);
    const field = FIELDS.find((name) => faults[name]);
    if (!field) continue;
    const what = faults[field] === 'needed' ? words[`lacks_${field}`] : words.lacks_other;
    return words.item_lacks(formatDecimal(String(index + 1), lang), what);
  }
  return HEADER_NAMES.some((name) => headerFault(name, draft.header)) ? words.field_unfinished : '';
}

/** What was typed and can no longer be sent, as text to copy. */
export function unsentText(view: View): string {
  const { draft, words } = view;
  const lines = draft.rows
    .filter((row) => !isBlank(row) && isRowDirty(row))
    .map(({ mine, typed }) =>
      [mine.description, typed.quantity ?? mine.quantity, typed.price ?? mine.price]
        .filter(Boolean)
        .join('\t'),
    );
  for (const name of ['memo', 'footer', 'number'] as const) {
    if (!sameField(name, draft.header, draft.baseHeader)) lines.push(`${words[name]}\t${draft.header[name]}`);
  }
  const { fields } = draft.header;
  if (!sameField('fields', draft.header, draft.baseHeader))
    lines.push(...fields.map(({ name, value }) => `${name}\t${value}`));
  return lines.join('\n');
}
