/** Where the checks that span the whole find the project's files. */
import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** `dialog.browser.test.ts` → `browser`; `money.test.ts` → undefined. */
export const kindOf = (file: string): string | undefined =>
  /\.(browser|stories|e2e)\.test\.ts$/.exec(file)?.[1];

/** Paths of all tests in a folder, of whatever kind. */
export const testsUnder = (folder: string): string[] =>
  filesUnder(folder).filter((file) => file.endsWith('.test.ts'));

/** Paths of all files in a folder and its sub-folders, from the project's root and with `/`, in a steady order. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const parent = entry.parentPath.slice(root.length).replaceAll('\\', '/');
      return posix.join(parent, entry.name);
    })
    .sort();
}
