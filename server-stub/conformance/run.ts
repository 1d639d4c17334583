/** The suite: each rule in turn against a backend, and what became of it. */
import { Bench } from './bench.js';
import { Caller, type Answer } from './caller.js';
import { Unmet, type Need, type Rule } from './rule.js';
import { accessRules } from './rules/access.js';
import { answerRules } from './rules/answers.js';
import { browserRules } from './rules/browser.js';
import { finalizeRules } from './rules/finalize.js';
import { mainJobRules } from './rules/main-job.js';
import { writeRules } from './rules/writes.js';

const RULES: readonly Rule[] = [
  ...mainJobRules,
  ...finalizeRules,
  ...writeRules,
  ...accessRules,
  ...browserRules,
  // Last, as it looks at all answers so far.
  ...answerRules,
];

/** Every rule by its id, with the sentence that it holds a backend to. */
export const conformanceRules: readonly { id: string; sentence: string }[] = RULES.map(
  ({ id, sentence }) => ({
    id,
    sentence,
  }),
);

export interface ConformanceOptions {
  /** Where the backend is mounted: `http://127.0.0.1:3000/api/billing`. */
  url: string;
  /** Credentials of somebody who may do everything in the first tenant. */
  headers: HeadersInit;
  /** Id of a customer (`cus_…`) of the first tenant, with an email address. Drafts are made for it. */
  customer: string;
  /** Credentials of somebody who may do everything in another tenant; without them its rules are skipped. */
  otherHeaders?: HeadersInit;
  /** Id of a customer of the other tenant. */
  otherCustomer?: string;
  /** Credentials of somebody who may look in the first tenant and do nothing; without them its rule is skipped. */
  viewerHeaders?: HeadersInit;
  /** Metadata keys that say whose an invoice is, where your backend tells tenants apart by them. */
  tenantMetadata?: readonly string[];
  /** Ids of the rules to run; all of them where left out. */
  only?: readonly string[];
  /** Carries the requests instead of the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
  /** Milliseconds that one answer may take; 30 seconds where left out. */
  timeout?: number;
}

/** What became of one rule. */
export interface Finding {
  rule: string;
  sentence: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** What the backend should have done; null unless the rule failed. */
  expected: string | null;
  /** What it did instead, or why the rule was skipped; null where it passed. */
  seen: string | null;
}

export interface ConformanceReport {
  findings: Finding[];
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Holds a backend against the contract, over HTTP and as a page would ask. It makes invoices and finalizes some, so the
 * backend must hold a Stripe test key; drafts are deleted and finalized ones made void afterwards.
 *
 * @throws TypeError where an option cannot be meant
 * @throws Error unless `GET /session` says `livemode: false`
 */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceReport> {
  const wanted = chosen(options.only);
  const heard: Answer[] = [];
  const bench = benchOf(options, heard);
  await refuseLive(bench.admin);
  const findings: Finding[] = [];
  try {
    for (const rule of wanted) findings.push(await findingOf(rule, bench, options));
  } finally {
    await bench.tidy();
  }
  const count = (outcome: Finding['outcome']): number =>
    findings.filter((finding) => finding.outcome === outcome).length;
  return { findings, passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

function chosen(only: readonly string[] | undefined): readonly Rule[] {
  const unknown = only?.find((id) => !RULES.some((rule) => rule.id === id));
  if (unknown !== undefined)
    throw new TypeError(`There is no rule "${unknown}". Known are ${RULES.map(({ id }) => id).join(', ')}.`);
  return only ? RULES.filter(({ id }) => only.includes(id)) : RULES;
}

function benchOf(options: ConformanceOptions, heard: Answer[]): Bench {
  const { headers, otherHeaders = {}, viewerHeaders = {}, customer, otherCustomer = '' } = options;
  if (!URL.canParse(options.url)) throw new TypeError(`"${options.url}" is not a whole URL.`);
  if (!/^[\w-]+$/.test(customer))
    throw new TypeError('Give the id of a customer (cus_…) of the first tenant.');
  const line = {
    url: options.url.replace(/\/+$/, ''),
    fetch: options.fetch ?? ((request: Request) => fetch(request)),
    timeout: options.timeout ?? 30_000,
    heard,
  };
  const people = {
    admin: new Caller(line, headers),
    other: new Caller(line, otherHeaders),
    viewer: new Caller(line, viewerHeaders),
  };
  return new Bench(
    people,
    { customer, otherCustomer, tenantMetadata: options.tenantMetadata ?? [] },
    () => heard,
  );
}

/** These requests cost real money where the key is a live one. */
async function refuseLive(admin: Caller): Promise<void> {
  const { status, body } = await admin.get('/session');
  if (body['livemode'] === false) return;
  const seen =
    body['livemode'] === true ? 'it says livemode: true' : `it answered ${status} without livemode`;
  throw new Error(
    `GET /session has to say livemode: false before anything is tried, and ${seen}. ` +
      'Run the suite against a backend with a Stripe test key, with credentials that it knows.',
  );
}

const NEEDS: Record<Need, { given: (options: ConformanceOptions) => boolean; ask: string }> = {
  other: {
    given: ({ otherHeaders, otherCustomer }) => !!otherHeaders && !!otherCustomer,
    ask: 'credentials and a customer of another tenant',
  },
  viewer: { given: ({ viewerHeaders }) => !!viewerHeaders, ask: 'credentials of somebody who may only look' },
  tenantMetadata: {
    given: ({ tenantMetadata }) => !!tenantMetadata?.length,
    ask: 'the metadata keys that say whose an invoice is, where there are any',
  },
};

async function findingOf(
  { id, sentence, needs = [], check }: Rule,
  bench: Bench,
  options: ConformanceOptions,
): Promise<Finding> {
  const found = { rule: id, sentence, expected: null, seen: null };
  const missing = needs.find((need) => !NEEDS[need].given(options));
  if (missing) return { ...found, outcome: 'skipped', seen: `needs ${NEEDS[missing].ask}` };
  try {
    await check(bench);
    return { ...found, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof Unmet)) throw error;
    return { ...found, outcome: 'failed', expected: error.expected, seen: error.seen };
  }
}
