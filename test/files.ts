/** Where the checks that span the whole find the project's files. */
import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

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
