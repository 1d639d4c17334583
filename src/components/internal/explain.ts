/** The long words for what Stripe refuses: which field, why, and what mends it. For parts that are loaded when needed. */
import type { InvoiceProblem } from '../../adapter/adapter.js';
import { explainError } from '../../invoice/errors.js';
import type { Finding } from '../../invoice/preflight.js';
import type { FinalizationError, PaymentFailure } from '../../invoice/types.js';
import { explanations } from '../../translations/en/explanations.js';
import { fields } from '../../translations/en/fields.js';
import { problemFace, type ProblemFace, type ProblemFacts, type WordSource } from './problem.js';

/** Plain text under a key of a group of words. */
function word(words: object, key: string | null): string | null {
  const found = key !== null && Object.hasOwn(words, key) ? (words as Record<string, unknown>)[key] : null;
  return typeof found === 'string' ? found : null;
}

/** `lines[0][quantity_decimal]` → “Quantity, item 1”; null where the field has no name on the screen. */
export function fieldLabel(param: string, source: WordSource): string | null {
  const words = source.wordsOf('fields', fields);
  const parts = param.split(/[[\].]+/).filter(Boolean);
  const name =
    word(words, parts.join('_')) ?? word(words, parts.findLast((part) => word(words, part) !== null) ?? null);
  const row = parts[0] === 'lines' && /^\d+$/.test(parts[1] ?? '') ? Number(parts[1]) + 1 : 0;
  return name && row ? words.inItem(name, row) : name;
}

/** What of a problem tells why, beside its kind. */
type Explained = ProblemFacts & Partial<Pick<InvoiceProblem, 'param' | 'decline_code' | 'unsettled'>>;

/** A problem with all that can be said of its code; `plain` where the field that it lies in needs no name. */
export function explainProblem(problem: Explained, source: WordSource, { plain = false } = {}): ProblemFace {
  const words = source.wordsOf('explanations', explanations);
  const face = problemFace(problem, source);
  // Signing in, offline and the like are the same whatever was asked for.
  if ([0, 401, 403].includes(problem.status)) {
    return problem.unsettled ? { ...face, mend: words.unsettled } : face;
  }
  const title = word(words, problem.decline_code ?? null) ?? word(words, problem.code);
  const { field, mend } = explainError(problem.code);
  const label = plain ? null : fieldLabel(problem.param ?? field ?? '', source);
  const mended = [label && words.field(label), word(words, `mend_${mend}`)].filter(Boolean).join('. ');
  return {
    ...face,
    title: title ?? face.title,
    detail: title ? null : face.detail,
    mend: problem.unsettled ? words.unsettled : mended || face.mend,
  };
}

/** Why a draft could not be finalized, as the draft itself keeps it. */
export function explainFailure({ code, message, param }: FinalizationError, source: WordSource): ProblemFace {
  const words = source.wordsOf('explanations', explanations);
  const known = word(words, code);
  const { field, mend } = explainError(code);
  const label = fieldLabel(field ?? param ?? '', source);
  return {
    title: known ?? words.failed_before,
    detail: known ? null : message,
    mend: word(words, `mend_${mend}`) ?? (label && words.field(label)),
    retry: false,
    reference: null,
  };
}

/** Why a payment failed; `english` where only Stripe's own words are known. */
export function explainDecline(
  { code, decline_code, message }: PaymentFailure,
  source: WordSource,
): { text: string; english?: boolean } | null {
  const words = source.wordsOf('explanations', explanations);
  const known = word(words, decline_code) ?? word(words, code);
  if (known) return { text: known };
  return message === null ? null : { text: message, english: true };
}

/** What preflight has found, as a sentence and its mend. */
export function explainFinding({ code, mend }: Finding, source: WordSource): string {
  const words = source.wordsOf('explanations', explanations);
  return [word(words, code), word(words, `mend_${mend}`)].filter(Boolean).join(' ');
}
