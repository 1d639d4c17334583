/**
 * Form decoding as Stripe reads it: `a[b][c]=1`, `lines[0][amount]=1`, `expand[]=x`.
 * The result is a tree of strings; typing belongs to params.ts.
 */
export type Raw = string | RawNode;
export type RawNode = Map<string, Raw>;

/** Decodes a query string or a form body. */
export function decodeForm(text: string): RawNode {
  const root: RawNode = new Map();
  for (const [key, value] of new URLSearchParams(text)) put(root, path(key), value);
  return root;
}

/** One string for equal trees, whatever the order of their keys: what idempotency compares. */
export function canonical(raw: Raw): string {
  if (typeof raw === 'string') return JSON.stringify(raw);
  const entries = [...raw].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join()}}`;
}

function path(key: string): string[] {
  const head = /^[^[]*/.exec(key)?.[0] ?? '';
  const rest = [...key.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
  return [head, ...rest];
}

/** Puts a value into a tree, making the nodes on the way; an empty key counts up. */
export function put(root: RawNode, keys: string[], value: Raw): void {
  let node = root;
  keys.forEach((key, depth) => {
    const rest = keys.slice(depth + 1);
    const name = key === '' ? nextIndex(node, rest) : key;
    if (rest.length === 0) {
      node.set(name, value);
      return;
    }
    const child = node.get(name);
    if (child instanceof Map) {
      node = child;
    } else {
      const made: RawNode = new Map();
      node.set(name, made);
      node = made;
    }
  });
}

/** `a[]=1&a[]=2` counts up; `a[][x]=1&a[][y]=2` stays with one element until a name comes again. */
function nextIndex(node: RawNode, rest: string[]): string {
  const last = node.get(String(node.size - 1));
  const next = rest[0];
  const sameElement = last instanceof Map && next !== undefined && next !== '' && !last.has(next);
  return String(sameElement ? node.size - 1 : node.size);
}
