/**
 * Dialects: the same objects as older API versions tell them. Everything is stored in the newest shape; an older one is
 * that shape with one version change after the other taken back, newest first, as Stripe itself does it.
 *
 * Which key came when is what the `stripe` package that was pinned to a version knew last. Stripe adds keys to versions
 * that are out already, too; they are left out here, which asks more of whoever reads.
 */
import type { World } from '../core/world.js';
import { isRecord, type Older, type Undo, type VersionChange } from './change.js';
import { acaciaTo2022 } from './changes/acacia-to-2022.js';
import { basil } from './changes/basil.js';
import { endiveToClover } from './changes/endive-to-clover.js';
import { isBefore } from './versions.js';

export { isBefore, isSpoken, knownVersions, NEWEST_VERSION, type KnownVersion } from './versions.js';

/** Newest first: the order in which they are taken back. */
const changes: VersionChange[] = [...endiveToClover, ...basil, ...acaciaTo2022];

type Undos = Map<string, Undo<never>[]>;
/** What is to be taken back, by how many changes that is. */
const known = new Map<number, Undos>();

/**
 * An object in the newest shape (whatever it nests included) as an API version tells it. The given object stays as it
 * is, and is the answer where nothing differs; what differs is copied, the rest shared with the world.
 */
export function inDialect<T extends object>(world: World, version: string, object: T): T {
  const undos = undosFor(version);
  return undos.size === 0 ? object : (rendered(object, undos, world) as T);
}

function undosFor(version: string): Undos {
  const later = changes.filter((change) => isBefore(version, change.version));
  const made = known.get(later.length) ?? byType(later);
  known.set(later.length, made);
  return made;
}

function byType(later: VersionChange[]): Undos {
  const undos: Undos = new Map();
  for (const { undo } of later) {
    for (const [type, step] of Object.entries(undo)) {
      undos.set(type, [...(undos.get(type) ?? []), step]);
    }
  }
  return undos;
}

/** An event is as it was when it happened, and metadata is nobody's shape. */
function rendered(node: unknown, undos: Undos, world: World): unknown {
  if (Array.isArray(node)) return renderedList(node, undos, world);
  if (!isRecord(node) || node['object'] === 'event') return node;
  const older = taken(node, undos, world);
  let copy = older;
  for (const [key, value] of Object.entries(older)) {
    const now = key === 'metadata' ? value : rendered(value, undos, world);
    if (now === value) continue;
    if (copy === node) copy = { ...node };
    copy[key] = now;
  }
  return copy;
}

function renderedList(nodes: unknown[], undos: Undos, world: World): unknown[] {
  const list = nodes.map((node) => rendered(node, undos, world));
  return list.some((node, index) => node !== nodes[index]) ? list : nodes;
}

/** One object with its changes taken back; itself when its kind has none. */
function taken(node: Older, undos: Undos, world: World): Older {
  const steps = undos.get(String(node['object']));
  // Of what was deleted there is no more than its id, in every version.
  if (!steps || node['deleted'] === true) return node;
  const older = { ...node };
  for (const step of steps) step(older, node as never, world);
  return older;
}
