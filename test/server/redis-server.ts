/** A Redis server of a test's own: found on the PATH, or in CI installed once; null where there is none to be had. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RedisServer {
  /** Path of the socket that it listens on. */
  socket: string;
  /** Ends it as a crash would; what it held is gone. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds that an installation may take. */
const PATIENCE = 120_000;

export async function redisServer(): Promise<RedisServer | null> {
  if (!isThere() && !mayInstall()) return null;
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const socket = join(folder, 'socket');
  let running: ChildProcess | undefined;
  const server: RedisServer = {
    socket,
    start: async () => {
      running = await launch(socket, folder);
    },
    crash: async () => {
      const ended = new Promise((resolve) => running?.once('exit', resolve));
      running?.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      await server.crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

function isThere(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Only where nobody's machine is changed by it. */
function mayInstall(): boolean {
  if (!process.env['CI'] || process.getuid?.() !== 0) return false;
  const apt = (...words: string[]): unknown =>
    execFileSync('apt-get', words, { stdio: 'ignore', timeout: PATIENCE });
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'redis-server');
  } catch {
    return false;
  }
  return isThere();
}

/** Resolves when it answers. */
function launch(socket: string, folder: string): Promise<ChildProcess> {
  const child = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}.`)));
    child.stdout.on('data', (text: Buffer) => {
      if (/ready to accept connections/i.test(text.toString())) resolve(child);
    });
  });
}
