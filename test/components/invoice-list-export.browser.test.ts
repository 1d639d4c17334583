import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/components/invoice-list/invoice-list.define.js';
import { gate, refusal, shows, textOf, type WorldHere } from './harness.js';
import {
  focusIs,
  listScene,
  press,
  rowsOf,
  there,
  type ListScene,
  type ListSceneOptions,
} from './invoice-list-scene.js';
import { until } from './until.js';

const DRAFTS = 230;

/** Drafts of one customer, whose memo a spreadsheet would take for a formula. */
async function makeDrafts({ stripe, customers, clock }: WorldHere): Promise<void> {
  for (let made = 1; made <= DRAFTS; made++) {
    await stripe.invoices.create({
      customer: customers.acme.id,
      currency: 'eur',
      description: made === 1 ? '=SUM(A1:A9), "quoted"' : `No. ${made}`,
    });
    clock.advance(1);
  }
}

/** Files that the page hands to the browser. */
function downloads(): { names: string[]; text(index: number): Promise<string> } {
  const blobs: Blob[] = [];
  const names: string[] = [];
  const createObjectURL = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob: Blob) => {
    blobs.push(blob);
    return createObjectURL(blob);
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    names.push(this.download);
  };
  undo.push(() => {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  });
  const text = async (index: number): Promise<string> =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(await (blobs[index] as Blob).arrayBuffer());
  return { names, text };
}

const undo: (() => void)[] = [];

/** Nothing is heard of what was before, which would be read anew among the pages that are counted. */
async function scene({ between }: Pick<ListSceneOptions, 'between'> = {}): Promise<ListScene> {
  const made = await listScene({
    more: makeDrafts,
    between: (request, next) => {
      if (request.url.endsWith('/events')) return new Promise<never>(() => undefined);
      return between?.(request, next) ?? next(request);
    },
  });
  await until(() => rowsOf(made.list).length > 5, 'rows');
  return made;
}

const isPage = (url: string): boolean => /\/invoices\?.*limit=100/.test(url);

describe('invoice-list export', () => {
  before(() => setViewport({ width: 1100, height: 700 }));
  afterEach(() => undo.splice(0).forEach((each) => each()));

  it('writes all that match, whatever is loaded, page by page and each once', async () => {
    const { names, text } = downloads();
    const { list, asked } = await scene();
    const loaded = textOf(await there(list, '.foot'));
    const before = asked.length;
    await press(list, 'Export');
    await shows(list, '230 invoices exported');
    expect(names[0]).to.match(/^invoices-\d{4}-\d\d-\d\d\.csv$/);
    const file = await text(0);
    expect(file.startsWith('\ufeffid,number,status,state,customer,')).to.equal(true);
    const lines = file.trimEnd().split('\r\n');
    expect(lines).to.have.length(DRAFTS + 1);
    expect(new Set(lines).size).to.equal(DRAFTS + 1);
    expect(lines.at(-1)).to.contain(`"'=SUM(A1:A9), ""quoted"""`);
    expect(lines[1])
      .to.match(/,eur,0\.00,/)
      .and.to.match(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ,/);
    expect(asked.slice(before).filter(isPage)).to.have.length(3);
    expect(textOf(await there(list, '.foot')), 'nothing was loaded into the rows').to.equal(loaded);
    await expect(list).to.be.accessible();
    await press(list, 'Close');
    await focusIs('#export-button');
  });

  it('keeps what came where it fails in the middle, and goes on from there', async () => {
    const { names, text } = downloads();
    let broken = true;
    const { list, asked } = await scene({
      between: (request, next) =>
        broken && isPage(request.url) && request.url.includes('starting_after')
          ? Promise.resolve(refusal(500, 'api_error'))
          : next(request),
    });
    await press(list, 'Export');
    await shows(list, 'Not saved yet: it stopped after 100, and can go on from there.');
    expect(names).to.deep.equal([]);
    broken = false;
    const before = asked.length;
    await press(list, 'Try again');
    await shows(list, '230 invoices exported');
    expect(asked.slice(before).filter(isPage), 'the first page is not asked for again').to.have.length(2);
    const ids = (await text(0))
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(',')[0]);
    expect(new Set(ids).size).to.equal(DRAFTS + 1);
  });

  it('tells how far it is, and stops', async () => {
    const { names } = downloads();
    const { opened, open } = gate();
    const { list, asked } = await scene({
      between: async (request, next) => {
        if (isPage(request.url) && request.url.includes('starting_after')) await opened;
        return next(request);
      },
    });
    await press(list, 'Export');
    await shows(list, '100 written…');
    expect((await there(list, '#export-button')).getAttribute('aria-busy')).to.equal('true');
    await press(list, 'Export');
    await press(list, 'Stop');
    await shows(list, 'Export stopped. Nothing was saved.');
    await focusIs('#export-button');
    open();
    await press(list, 'Close');
    expect(asked.filter(isPage), 'one begun, not two').to.have.length(2);
    expect(names).to.deep.equal([]);
  });

  it('says so where there is nothing to export', async () => {
    const { names } = downloads();
    const { list } = await listScene({ filter: 'view=paid' });
    await shows(list, 'No invoice matches');
    await press(list, 'Export');
    await shows(list, 'No invoice matches: there was nothing to export.');
    expect(names).to.deep.equal([]);
  });
});
