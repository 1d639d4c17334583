/** `invoice-elements conformance <url>`: holds a backend in any language against the contract, and tells what it misses. */
import {
  conformanceRules,
  conformanceText,
  runConformance,
  type ConformanceOptions,
} from '../conformance/index.js';
import {
  COMMON,
  optionTable,
  readOptions,
  UsageError,
  type Command,
  type Given,
  type Option,
} from './command.js';

const HEADER = "'<name>: <value>'";

const OPTIONS = {
  'header': { value: HEADER, help: 'credentials of an admin of the first tenant', multiple: true },
  'customer': { value: '<cus_…>', help: 'a customer of the first tenant, with an email address' },
  'other-header': { value: HEADER, help: 'credentials of an admin of another tenant', multiple: true },
  'other-customer': { value: '<cus_…>', help: 'a customer of the other tenant' },
  'viewer-header': { value: HEADER, help: 'credentials of somebody who may only look', multiple: true },
  'tenant-metadata': {
    value: '<key>',
    help: 'a metadata key that says whose an invoice is, if there is one',
    multiple: true,
  },
  'only': { value: '<rule>', help: 'run this rule; may be given more than once', multiple: true },
  'list': { help: 'tell the rules, and run nothing' },
  'json': { help: 'tell the findings as JSON' },
  ...COMMON,
} satisfies Record<string, Option>;

const HELP = `invoice-elements conformance: holds a backend against the contract of the elements.

Usage: invoice-elements conformance <url> [options]

<url> is where the backend is mounted: http://127.0.0.1:3000/api/billing

Options:
${optionTable(OPTIONS)}

It makes invoices, finalizes some, and tidies them away: let the backend hold a Stripe test key, or talk to
"invoice-elements stub". Each --header may be given more than once. Exit code 0 where every rule passed that was run,
1 where one failed.
`;

export const conformance: Command = {
  summary: 'hold a backend in any language against the contract',
  async run(args) {
    const url = args.find((arg) => /^https?:\/\//.test(arg));
    const given = readOptions(
      args.filter((arg) => arg !== url),
      OPTIONS,
    );
    if (given.has('help')) {
      process.stdout.write(HELP);
      return 0;
    }
    if (given.has('list')) {
      process.stdout.write(conformanceRules.map(({ id, sentence }) => `${id}: ${sentence}\n`).join(''));
      return 0;
    }
    const report = await runConformance(optionsOf(url, given)).catch((error: unknown) => {
      // What the suite refuses to begin with is told in one line.
      throw new UsageError((error as Error).message);
    });
    process.stdout.write(
      given.has('json') ? `${JSON.stringify(report, null, 2)}\n` : conformanceText(report),
    );
    return report.failed > 0 ? 1 : 0;
  },
};

function optionsOf(url: string | undefined, given: Given): ConformanceOptions {
  if (url === undefined)
    throw new UsageError(
      'Say where the backend is: invoice-elements conformance http://127.0.0.1:3000/api/billing',
    );
  const customer = given.value('customer');
  if (customer === undefined)
    throw new UsageError('Say whom to make drafts for: --customer cus_…, one of the first tenant.');
  const [headers, otherHeaders, viewerHeaders] = ['header', 'other-header', 'viewer-header'].map((name) =>
    headersOf(name, given.values(name)),
  );
  const [otherCustomer, only] = [given.value('other-customer'), given.values('only')];
  return {
    url,
    customer,
    headers: headers ?? [],
    tenantMetadata: given.values('tenant-metadata'),
    ...(otherHeaders && { otherHeaders }),
    ...(viewerHeaders && { viewerHeaders }),
    ...(otherCustomer !== undefined && { otherCustomer }),
    ...(only.length > 0 && { only }),
  };
}

/** `Cookie: a=b` → `['Cookie', 'a=b']`; undefined where none was given. */
function headersOf(option: string, values: string[]): [string, string][] | undefined {
  if (values.length === 0) return undefined;
  return values.map((value) => {
    const [, name, content] = /^([\w-]+):\s*(\S.*)$/.exec(value) ?? [];
    if (name === undefined || content === undefined)
      throw new UsageError(
        `--${option} is "${value}"; say a name and a value: --${option} 'Cookie: session=…'`,
      );
    return [name, content];
  });
}
