import { filesUnder } from '../files.js';

/** Imports every plain Node test of a folder, for one process to run them all. */
export async function importTests(folder: string): Promise<void> {
  for (const file of filesUnder(`test/${folder}`)) {
    if (/(?<!\.(?:browser|stories|e2e))\.test\.ts$/.test(file)) await import(`../../${file}`);
  }
}
