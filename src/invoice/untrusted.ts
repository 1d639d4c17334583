/** Values of JSON from elsewhere, each read as what it should be, or as nothing. */

/** JSON from elsewhere: the names are known, the values are not believed. */
export type Untrusted<T> = { [K in keyof T]?: unknown };

export const fields = <T = Record<string, unknown>>(value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Untrusted<T>;

export const items = (value: unknown): unknown[] => {
  const list = Array.isArray(value) ? value : fields(value).data;
  return Array.isArray(list) ? list : [];
};

/** Some SDKs write "not there" as an empty string or a zero time. */
export const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
export const time = (value: unknown) => (integer(value) > 0 ? integer(value) : null);
export const word = (value: unknown) => text(value) ?? '';
/** Minus zero is zero: JSON knows no other. */
export const integerOrNull = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) + 0 : null);
export const integer = (value: unknown) => integerOrNull(value) ?? 0;
export const yes = (value: unknown) => value === true;
export const flag = (value: unknown) => (typeof value === 'boolean' ? value : null);
export const id = (value: unknown) => text(value) ?? text(fields(value).id);
export const ids = (value: unknown) =>
  items(value)
    .map(id)
    .filter((each) => each !== null);

/** Reads a decimal that is a string, a number or an SDK object, without needless zeros; null where it is none. */
export function decimal(value: unknown): string | null {
  const written = fields(value).toString;
  const plain =
    typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : typeof written === 'function' && !Array.isArray(value)
        ? String(written.call(value))
        : '';
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : null;
}

export function pick<K extends string, V>(
  from: Untrusted<Record<K, unknown>>,
  names: readonly K[],
  read: (value: unknown) => V,
) {
  return Object.fromEntries(names.map((name) => [name, read(from[name])])) as Record<K, V>;
}
