import { kindOf, testsUnder } from '../files.js';

/** Imports every plain Node test of a folder, for one process to run them all. */
export async function importTests(folder: string): Promise<void> {
  for (const file of testsUnder(`test/${folder}`)) if (!kindOf(file)) await import(`../../${file}`);
}
