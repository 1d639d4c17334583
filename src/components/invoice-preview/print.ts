/**
 * Prints one document and nothing of the page around it, from wherever its element stands: for as long as the printing
 * lasts a copy of it is a child of the body, and a sheet of styles hides all else from the printer. Nothing changes on
 * the screen, and nothing needs an inline style or script.
 */
import { adoptStyles, render, type CSSResultOrNative, type TemplateResult } from 'lit';

export interface PrintJob {
  content: TemplateResult;
  styles: CSSResultOrNative[];
  /** The name of the job, which is what a saved PDF is called. */
  title: string;
  /** Stripe's word for the paper: `a4`, `letter`, or anything else for what the printer has. */
  pageSize: string | null;
  /** The font of the element. */
  font: string;
  dir: string;
}

/** No element has this name, so no style of the page is meant for it. */
const HOST = 'invoice-print-copy';
const SIZES: Readonly<Record<string, string>> = { a4: 'A4', letter: 'letter' };

let end: (() => void) | null = null;

/** Resolves when the print dialog is closed; false where the browser cannot print. */
export function printAlone(job: PrintJob): Promise<boolean> {
  if (typeof window.print !== 'function') return Promise.resolve(false);
  end?.();
  const host = copyOf(job);
  const sheet = pageSheet(job);
  const { title } = document;
  return new Promise((resolve) => {
    const paper = matchMedia('print');
    const onChange = ({ matches }: MediaQueryListEvent): void => {
      if (!matches) end?.();
    };
    end = () => {
      end = null;
      window.removeEventListener('afterprint', onAfter);
      paper.removeEventListener('change', onChange);
      host.remove();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
      // The page may have given itself another one meanwhile.
      if (document.title === job.title) document.title = title;
      resolve(true);
    };
    const onAfter = (): void => end?.();
    window.addEventListener('afterprint', onAfter);
    paper.addEventListener('change', onChange);
    document.body.append(host);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    document.title = job.title;
    window.print();
  });
}

function copyOf({ content, styles, font, dir }: PrintJob): HTMLElement {
  const host = document.createElement(HOST);
  host.dir = dir;
  host.style.setProperty('--_print-font', font);
  const root = host.attachShadow({ mode: 'open' });
  adoptStyles(root, styles);
  render(content, root);
  return host;
}

/** For the document itself. The ids, which nothing has, outweigh whatever the page says of its own elements. */
function pageSheet({ title, pageSize }: PrintJob): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const all = ':is(body, #_#_#_)';
  sheet.replaceSync(`
    @media print {
      :is(:root, #_#_#_), ${all} { all: revert !important; margin: 0 !important; padding: 0 !important }
      :is(:root, #_#_#_) > :not(body), ${all} > :not(${HOST}),
      :is(:root, #_#_#_)::before, :is(:root, #_#_#_)::after, ${all}::before, ${all}::after { display: none !important }
      /* Text that stands in the body by itself. */
      ${all} { font-size: 0 !important; line-height: 0 !important }
    }
    @page {
      size: ${SIZES[pageSize ?? ''] ?? 'auto'};
      margin: 16mm 16mm 18mm;
      @bottom-left { content: ${cssText(title)}; font-size: 8pt }
      @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt }
    }
  `);
  return sheet;
}

/** As a string of CSS, whatever stands in it. */
const cssText = (text: string): string =>
  `"${[...text].map((char) => (/[\w .-]/.test(char) ? char : `\\${char.codePointAt(0)?.toString(16)} `)).join('')}"`;
