/** `npm run bench`: one table, each figure beside its budget; exit code 1 if one is over it. */
import { measureSizes, type Size } from './sizes.js';

const sizes = await measureSizes();
const width = Math.max(...sizes.map(({ name }) => name.length));
console.log(`${'gzipped, KiB'.padEnd(width)}    size  budget`);
for (const row of sizes) {
  const size = row.size?.toFixed(2) ?? '—';
  console.log(
    `${row.name.padEnd(width)}  ${size.padStart(6)}  ${row.budget.toFixed(1).padStart(6)}  ${verdict(row)}`,
  );
}
process.exitCode = sizes.some(({ size = 0, budget }) => size > budget) ? 1 : 0;

function verdict({ size, budget }: Size): string {
  if (size === undefined) return 'not there';
  const spare = budget - size;
  return spare < 0 ? `over by ${(-spare).toFixed(2)}` : `${spare.toFixed(2)} to spare`;
}
