#!/usr/bin/env node
/** `invoice-elements <command>`: each command is a module of its own, loaded when it is asked for. */
import { createRequire } from 'node:module';
import { UsageError, type Command } from './commands/command.js';

const commands: Record<string, () => Promise<Command>> = {
  stub: async () => (await import('./commands/stub.js')).stub,
  conformance: async () => (await import('./commands/conformance.js')).conformance,
};

process.exitCode = await main(process.argv.slice(2)).catch(explain);

/** The exit code; undefined while the command goes on. */
async function main([name, ...args]: string[]): Promise<number | undefined> {
  if (name === undefined || name === '--help' || name === '-h') {
    process[name === undefined ? 'stderr' : 'stdout'].write(await help());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || args.includes('--version')) {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load)
    throw new UsageError(`There is no command "${name}". Known are ${Object.keys(commands).join(', ')}.`);
  return (await (await load()).run(args)) ?? undefined;
}

async function help(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(13)}${(await load()).summary}`),
  );
  return `Usage: invoice-elements <command> [options]

Commands:
${lines.join('\n')}

"invoice-elements <command> --help" tells the options of one.
`;
}

function version(): string {
  const own = createRequire(import.meta.url)('invoice-elements/package.json') as { version: string };
  return own.version;
}

function explain(error: unknown): number {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return 2;
}
