/** Why Stripe does not take a credit note, or does not void it: our words where there are some, else its own. */
import type { InvoiceProblem } from '../../adapter/adapter.js';
import { creditNote } from '../../translations/en/credit-note.js';
import { explainProblem } from '../internal/explain.js';
import type { ProblemFace, WordSource } from '../internal/problem.js';

export function explainRefusal(problem: InvoiceProblem, source: WordSource): ProblemFace {
  const words: Readonly<Record<string, unknown>> = source.wordsOf('creditNote', creditNote);
  const face = explainProblem(problem, source);
  const own = words[`refused_${problem.code}`];
  return typeof own === 'string' ? { ...face, title: own, detail: null } : face;
}
