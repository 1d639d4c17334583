/** What the sub-commands share: options as a table, read and explained by it. */
import { parseArgs } from 'node:util';

export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** Runs it; answers the exit code once it has ended by itself, or null while it goes on. */
  run(args: string[]): Promise<number | null>;
}

export interface Option {
  /** What stands for the value in the help, such as `<port>`; none for a switch. */
  value?: string;
  help: string;
  /** May be given more than once. */
  multiple?: true;
}

/** Something that was typed wrong: told in one line, with exit code 2. */
export class UsageError extends Error {}

/** Every command has these two. */
export const COMMON = {
  help: { help: 'tell this' },
  version: { help: 'tell the version' },
} satisfies Record<string, Option>;

export interface Given {
  /** Whether a switch was given. */
  has(name: string): boolean;
  /** The last value of an option. */
  value(name: string): string | undefined;
  values(name: string): string[];
}

/** Reads the arguments of a command that takes options only. */
export function readOptions(args: string[], options: Record<string, Option>): Given {
  const { tokens } = parseArgs({
    args,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string' },
      ]),
    ),
  });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') throw new UsageError(`There is nothing to do with "${token.value}".`);
    if (token.kind === 'option') {
      const values = given.get(token.name) ?? [];
      given.set(token.name, values);
      values.push(checked(token.rawName, token.name, token.value, options));
    }
  }
  for (const [name, values] of given)
    if (values.length > 1 && options[name]?.value !== undefined && !options[name].multiple)
      throw new UsageError(`--${name} can be given only once.`);
  return {
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  };
}

/** The value of one option, an empty text for a switch. */
function checked(
  raw: string,
  name: string,
  value: string | undefined,
  options: Record<string, Option>,
): string {
  const option = Object.hasOwn(options, name) && raw.startsWith('--') ? options[name] : undefined;
  if (!option) throw new UsageError(`Unknown option ${raw}. ${near(raw, options)}`);
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${raw} takes no value.`);
    return '';
  }
  if (value === undefined || value === '' || (value.startsWith('--') && value.length > 2))
    throw new UsageError(`${raw} needs a value: ${raw} ${option.value}`);
  return value;
}

/** A mistyped name mostly begins right. */
function near(raw: string, options: Record<string, Option>): string {
  const typed = raw.replace(/^-+/, '');
  const names = Object.keys(options);
  const meant = names.find((name) => name.startsWith(typed.charAt(0)));
  return meant ? `Did you mean --${meant}?` : `Known are ${names.map((name) => `--${name}`).join(', ')}.`;
}

/** The options as a table for the help. */
export function optionTable(options: Record<string, Option>): string {
  const rows = Object.entries(options).map(
    ([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, help]) => `  ${left.padEnd(width)}${help}`).join('\n');
}
