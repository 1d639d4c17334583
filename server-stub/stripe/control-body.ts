/** JSON bodies of the remote control: each field is checked, and a refusal names it and says what would do. */

/** A refusal of the remote control. */
export class ControlProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

interface Kind<T> {
  /** As it stands after “must be”. */
  wanted: string;
  is(value: unknown): value is T;
}
export type Shape = Record<string, Kind<unknown>>;
export type Body<S extends Shape> = { [K in keyof S]?: S[K] extends Kind<infer T> ? T : never };

export const text: Kind<string> = {
  wanted: 'a text',
  is: (value): value is string => typeof value === 'string' && value !== '',
};

export const record: Kind<Record<string, unknown>> = {
  wanted: 'an object',
  is: (value): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** A whole number that is not smaller than `least`. */
export const whole = (least: number): Kind<number> => ({
  wanted: `a whole number, ${least} or more`,
  is: (value): value is number => Number.isSafeInteger(value) && Number(value) >= least,
});

export const share: Kind<number> = {
  wanted: 'a number from 0 to 1',
  is: (value): value is number => typeof value === 'number' && value >= 0 && value <= 1,
};

export const seed: Kind<number | string> = {
  wanted: 'a number or a text',
  is: (value): value is number | string => typeof value === 'number' || typeof value === 'string',
};

export function oneOf<W extends string>(words: readonly W[]): Kind<W> {
  return {
    wanted: `one of ${quoted(words)}`,
    is: (value): value is W => words.includes(value as W),
  };
}

export function oneOrMoreOf<W extends string>(words: readonly W[]): Kind<W | W[]> {
  const one = oneOf(words);
  return {
    wanted: `${one.wanted}, or a list of them`,
    is: (value): value is W | W[] =>
      one.is(value) || (Array.isArray(value) && value.length > 0 && value.every(one.is)),
  };
}

const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

/** Reads a body by its shape; every field may be left out. */
export async function readBody<S extends Shape>(request: Request, shape: S): Promise<Body<S>> {
  // A foreign page cannot send this type without asking, and is not answered when it asks.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    throw new ControlProblem(415, 'Send JSON, with the header "Content-Type: application/json".');
  const body = parse(await request.text());
  for (const [name, value] of Object.entries(body)) {
    const kind = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!kind) throw new ControlProblem(400, `There is no field "${name}" here; ${known(shape)}.`, name);
    if (!kind.is(value)) throw new ControlProblem(400, `"${name}" must be ${kind.wanted}.`, name);
  }
  return body as Body<S>;
}

function known(shape: Shape): string {
  const names = Object.keys(shape);
  return names.length > 0 ? `known are ${quoted(names)}` : 'it takes none';
}

function parse(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // Told below, like all that is no object.
  }
  throw new ControlProblem(400, 'The body must be a JSON object, such as {"advance": 3600}.');
}
