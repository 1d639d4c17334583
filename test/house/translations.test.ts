/** The words people see: every language says all that English says, and nothing is said that nobody asks for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { filesUnder, root } from '../files.js';
import * as allEnglish from '../../src/translations/en.js';
import type { Translation, Words } from '../../src/translations/registry.js';

const folder = 'src/translations';
const read = (file: string) => readFileSync(root + file, 'utf8');
const load = async (file: string) => (await import(pathToFileURL(root + file).href)) as object;
const english: Record<string, Words> = allEnglish;

/** The languages that ship: each a module beside English. */
const languages = filesUnder(folder)
  .filter((file) => posix.dirname(file) === folder)
  .map((file) => posix.basename(file, '.ts'))
  .filter((name) => name !== 'en' && name !== 'registry');

/** The same everywhere: brands, and what is no word of one language. */
const NAMES = [
  'OK', 'PDF', 'Link', 'PayPal', 'iDEAL', 'Bancontact', 'EPS', 'Przelewy24', 'Konbini', 'Cash App Pay', 'Revolut Pay', 'Klarna',
  'Boleto', 'Visa', 'Mastercard', 'American Express', 'Discover', 'Diners Club', 'JCB', 'UnionPay', '«0» •••• «1»', ' •••• ',
]; // prettier-ignore

/** Words that a language happens to share with English. */
const SHARED: Record<string, string[]> = { de: ['Name', 'Offline', 'in «0»', 'in '] };

/** Groups, or beginnings of keys, that are codes and parameters of Stripe's answers, which our code never names. */
const KEYED_BY_STRIPE = [
  'problems.',
  'fields.',
  'draftMore.reason_',
  'paymentMethods.brand_',
  'creditNote.refused_',
];

type Word = Words[string];

const kind = (word: Word) => (typeof word === 'string' ? 'text' : `function of ${word.length}`);
const kinds = (words: Words) =>
  Object.fromEntries(Object.entries(words).map(([key, word]) => [key, kind(word)]));

/** A word as it is on the screen: once with everything that can be told in it, and once with empty parameters. */
function said(word: Word): string[] {
  if (typeof word === 'string') return [word];
  const say = word as (...args: string[]) => string;
  const all = Array.from({ length: word.length }, (_, index) => `«${index}»`);
  return [say(...all), say(...all.map(() => ''))];
}

describe('English', () => {
  test('every group is listed in en.ts', async () => {
    const groups = await Promise.all(
      filesUnder(`${folder}/en`).map(async (file) => Object.keys(await load(file))),
    );
    assert.deepEqual(groups.flat().sort(), Object.keys(english).sort());
  });

  test('every word is used', () => {
    const code = filesUnder('src')
      .filter((file) => file.endsWith('.ts') && !file.startsWith(`${folder}/`))
      .map(read)
      .join('\n');
    const names = new Set(code.match(/[\w$]+/g));
    // Some keys are put together: `mend_${mend}`.
    const prefixes = [...code.matchAll(/(\w+_)\$\{/g)].map(([, prefix = '']) => prefix);
    const isUsed = (key: string) =>
      names.has(key) ||
      prefixes.some((prefix) => key.startsWith(prefix) && names.has(key.slice(prefix.length)));
    const unused = Object.entries(english)
      .flatMap(([group, words]) => Object.keys(words).map((key) => ({ path: `${group}.${key}`, key })))
      .filter(({ path, key }) => !KEYED_BY_STRIPE.some((start) => path.startsWith(start)) && !isUsed(key))
      .map(({ path }) => path);
    assert.deepEqual(unused, []);
  });
});

test('some language ships besides English', () => {
  assert.notEqual(languages.length, 0);
});

for (const lang of languages) {
  describe(`${folder}/${lang}.ts`, async () => {
    const { default: translation } = (await load(`${folder}/${lang}.ts`)) as { default: Translation };

    test('is named as its language, and fetched when an element needs it', () => {
      assert.equal(translation.lang, lang);
      assert.ok(read(`${folder}/registry.ts`).includes(`import('./${lang}.js')`));
    });

    test('has the groups of English', () => {
      assert.deepEqual(Object.keys(translation.groups).sort(), Object.keys(english).sort());
    });

    for (const [group, englishWords] of Object.entries(english)) {
      const words = translation.groups[group] ?? {};

      test(`says everything that English says in ${group}, and no more`, () => {
        assert.deepEqual(kinds(words), kinds(englishWords));
      });

      test(`says the same things in each word of ${group}`, () => {
        const told = (word: Word = '') => said(word).map((text) => [...new Set(text.match(/«\d»/g))].sort());
        for (const [key, word] of Object.entries(englishWords))
          assert.deepEqual(told(words[key]), told(word), key);
      });

      test(`leaves no English in ${group}`, () => {
        const same = [...NAMES, ...(SHARED[lang] ?? [])];
        const left = Object.entries(englishWords).flatMap(([key, word]) => {
          const texts = said(words[key] ?? '');
          return said(word).filter(
            (text, index) => text === texts[index] && /\p{L}/u.test(text) && !same.includes(text),
          );
        });
        assert.deepEqual(left, []);
      });
    }
  });
}
