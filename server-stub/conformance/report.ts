/** The report as people read it, one line a rule, and more where something is to be mended. */
import type { ConformanceReport, Finding } from './run.js';

const MARKS: Record<Finding['outcome'], string> = { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' };

/** Plain text; its last line is `N passed, N failed`. */
export function conformanceText({ findings, passed, failed, skipped }: ConformanceReport): string {
  const lines = findings.flatMap(({ rule, sentence, outcome, expected, seen }) => [
    `${MARKS[outcome]}  ${rule}: ${sentence}`,
    ...(outcome === 'failed' ? [`        expected  ${expected}`, `        seen      ${seen}`] : []),
    ...(outcome === 'skipped' ? [`        ${seen}`] : []),
  ]);
  const last = `${passed} passed, ${failed} failed`;
  return [...lines, '', ...(skipped ? [`${skipped} skipped: they prove nothing`] : []), last, ''].join('\n');
}
