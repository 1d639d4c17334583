/** A run hears when the line is down, and that it is back though nobody else asks for anything. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { ConnectionState, InvoiceAdapter } from '../../src/adapter/adapter.js';
import { LineKeeper } from '../../src/adapter/line-keeper.js';
import { problem } from './support.js';

/** An adapter whose line can be cut, and that finds out by being asked. */
function lined(first: ConnectionState = 'online') {
  const listeners = new Set<(state: ConnectionState) => void>();
  const line = { cut: first !== 'online', asked: 0, connection: first };
  const to = (state: ConnectionState): void => {
    line.connection = state;
    for (const listener of [...listeners]) listener(state);
  };
  const adapter = {
    get connection() {
      return line.connection;
    },
    watchConnection(listener: (state: ConnectionState) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async session() {
      line.asked++;
      if (line.cut) throw problem(0, 'network_error');
      if (line.connection !== 'online') to('online');
      return {};
    },
  } as unknown as InvoiceAdapter;
  return { line, adapter, to, listeners };
}

/** Lets what waits for nothing but its turn come to its end. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

test('tells at once where the line is down from the first, and nothing where it is not', () => {
  const told: ConnectionState[] = [];
  const down = new LineKeeper(lined('offline').adapter, (state) => told.push(state));
  down.start();
  const up = new LineKeeper(lined().adapter, (state) => told.push(state));
  up.start();
  assert.deepEqual(told, ['offline']);
  down.stop();
  up.stop();
});

test('looks again and again until the line is back', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { line, adapter, to } = lined();
    const told: ConnectionState[] = [];
    const keeper = new LineKeeper(adapter, (state) => told.push(state));
    keeper.start();
    line.cut = true;
    to('offline');
    await turns();
    assert.equal(line.asked, 1, 'at once');
    mock.timers.tick(5_000);
    await turns();
    assert.equal(line.asked, 2);
    line.cut = false;
    mock.timers.tick(5_000);
    await turns();
    assert.deepEqual(told, ['offline', 'online']);
    mock.timers.tick(60_000);
    await turns();
    assert.equal(line.asked, 3, 'and no longer');
    keeper.stop();
  } finally {
    mock.timers.reset();
  }
});

test('once stopped it hears and asks nothing more', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { line, adapter, to, listeners } = lined();
    const told: ConnectionState[] = [];
    const keeper = new LineKeeper(adapter, (state) => told.push(state));
    keeper.start();
    line.cut = true;
    to('offline');
    await turns();
    keeper.stop();
    mock.timers.tick(60_000);
    await turns();
    assert.equal(line.asked, 1);
    assert.equal(listeners.size, 0);
    assert.deepEqual(told, ['offline']);
  } finally {
    mock.timers.reset();
  }
});

test('an adapter that cannot tell is never down', () => {
  const told: ConnectionState[] = [];
  const keeper = new LineKeeper({} as InvoiceAdapter, (state) => told.push(state));
  keeper.start();
  keeper.stop();
  assert.deepEqual(told, []);
});
