/** Imports go only `invoice ← adapter ← components` and `invoice ← server`; ARCHITECTURE.md says why. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { filesUnder, root } from '../files.js';

interface Room {
  /** Folders, or files, whose modules it may import; its own is always allowed. */
  rooms: string[];
  packages: string[];
}

const rooms: Record<string, Room> = {
  'src/invoice': { rooms: [], packages: [] },
  'src/adapter': { rooms: ['src/invoice'], packages: [] },
  'src/styles': { rooms: [], packages: ['lit'] },
  'src/translations': { rooms: ['src/invoice'], packages: [] },
  'src/components': {
    rooms: ['src/invoice', 'src/adapter', 'src/styles', 'src/translations'],
    packages: ['lit', '@stripe/stripe-js'],
  },
  'src/server': { rooms: ['src/invoice'], packages: ['stripe', 'node:'] },
  'src/index.ts': {
    rooms: ['src/invoice', 'src/adapter', 'src/components', 'src/styles', 'src/translations'],
    packages: [],
  },
  // It runs in browsers too, so it knows nothing of Node.
  'server-stub/stripe': { rooms: ['src/invoice'], packages: [] },
  'server-stub': { rooms: ['src/invoice', 'src/server'], packages: ['stripe', 'msw', 'node:'] },
};

const isIn = (path: string, room: string) => path === room || path.startsWith(`${room}/`);

/** Every module that a file names in an import or export, types and dynamic imports included. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(root + file, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

function isAllowed(file: string, source: string, home: string, room: Room): boolean {
  if (source.startsWith('.')) {
    const target = posix.join(posix.dirname(file), source);
    return [home, ...room.rooms].some((folder) => isIn(target, folder));
  }
  return room.packages.some(
    (name) => source === name || source.startsWith(name.endsWith(':') ? name : `${name}/`),
  );
}

for (const [home, room] of Object.entries(rooms)) {
  test(`${home} imports only ${[...room.rooms, ...room.packages].join(', ') || 'from itself'}`, () => {
    const files = home.endsWith('.ts')
      ? [home]
      : filesUnder(home).filter((file) => /(?<!\.d)\.ts$/.test(file));
    assert.notEqual(files.length, 0);
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((source) => !isAllowed(file, source, home, room))
        .map((source) => `${file} imports ${source}`),
    );
    assert.deepEqual(wrong, []);
  });
}

test('every module of src has a room', () => {
  const homeless = filesUnder('src').filter((file) => !Object.keys(rooms).some((room) => isIn(file, room)));
  assert.deepEqual(homeless, []);
});
