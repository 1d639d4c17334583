/** `npm run bench`: each figure beside its budget; exit code 1 if one is over it. */
import { measureEditor } from './editor.js';
import { measureHandler } from './handler.js';
import { measureList } from './list.js';
import { measureStreams } from './live.js';
import { measureMany } from './many.js';
import type { Row } from './row.js';
import { measureSizes } from './sizes.js';
import { measureStandIn } from './stand-in.js';

const sizes = await measureSizes();
const speeds = await measureStandIn();
const handler = await measureHandler();
const streams = await measureStreams();
const editor = await measureEditor();
const list = await measureList();
const many = await measureMany();
table('gzipped, KiB', sizes);
table('stand-in with 10,000 invoices, ms', speeds);
table('the handler, beside a bare call of the SDK', handler);
table('5,000 open streams', streams);
table('the draft editor, ms', editor);
table('the list, ms', list);
table('two thousand drafts finalized', many);
process.exitCode = [...sizes, ...speeds, ...handler, ...streams, ...editor, ...list, ...many].some(
  ({ figure = 0, budget }) => figure > budget,
)
  ? 1
  : 0;

function table(title: string, rows: Row[]): void {
  const width = Math.max(title.length, ...rows.map(({ name }) => name.length));
  console.log(`\n${title.padEnd(width)}  figure  budget`);
  for (const row of rows) {
    const figure = row.figure?.toFixed(2) ?? '—';
    console.log(
      `${row.name.padEnd(width)}  ${figure.padStart(6)}  ${row.budget.toFixed(1).padStart(6)}  ${verdict(row)}`,
    );
  }
}

function verdict({ figure, budget }: Row): string {
  if (figure === undefined) return 'not there';
  const spare = budget - figure;
  return spare < 0 ? `over by ${(-spare).toFixed(2)}` : `${spare.toFixed(2)} to spare`;
}
