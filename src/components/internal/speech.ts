import { dateTimeFormat } from '../../invoice/intl.js';
import { doing } from '../../translations/en/doing.js';
import type { WordSource } from './problem.js';

/** Words and locale that something is drawn in. */
export interface Speech {
  source: WordSource;
  lang: string;
  /** A moment with date and time. */
  moment(seconds: number): string;
}

export const speechOf = (source: WordSource & { lang: string }): Speech => ({
  source,
  lang: source.lang,
  moment: (seconds) =>
    dateTimeFormat(source.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(seconds * 1000),
});

/** The words of every dialog: cancel, close, try again. */
export const doingWords = ({ source }: Speech): typeof doing => source.wordsOf('doing', doing);
