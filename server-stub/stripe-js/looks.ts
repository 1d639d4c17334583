/** How the form looks: one sheet, filled in from the appearance that the page gives. */

/** As much of Stripe's Appearance API as the stand-in goes by; `rules` it leaves alone. */
export interface Appearance {
  theme?: string | undefined;
  variables?: Readonly<Record<string, string | undefined>> | undefined;
}

const THEMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stripe: {
    colorPrimary: '#0570de',
    colorBackground: '#ffffff',
    colorText: '#30313d',
    colorTextSecondary: '#6d6e78',
    colorDanger: '#df1b41',
  },
  night: {
    colorPrimary: '#85d996',
    colorBackground: '#30313d',
    colorText: '#ffffff',
    colorTextSecondary: '#b0b3be',
    colorDanger: '#fe87a1',
  },
};

const SHAPES: Readonly<Record<string, string>> = {
  borderRadius: '5px',
  fontFamily: 'system-ui, sans-serif',
  fontSizeBase: '16px',
  spacingUnit: '4px',
};

/** Sets the variables on an element whose shadow root has the sheet. */
export function dress(element: HTMLElement, { theme = 'stripe', variables = {} }: Appearance): void {
  const all = { ...SHAPES, ...(THEMES[theme] ?? THEMES['stripe']), ...variables };
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) element.style.setProperty(`--${name}`, value);
  }
}

const SHEET = `
:host { display: block; }
.form, dialog {
  box-sizing: border-box;
  color: var(--colorText);
  font: 400 var(--fontSizeBase)/1.4 var(--fontFamily);
}
.form { display: grid; gap: calc(3 * var(--spacingUnit)); }
.skeleton { min-block-size: 9em; border-radius: var(--borderRadius); background: color-mix(in srgb, var(--colorText) 8%, transparent); }
fieldset { display: flex; flex-wrap: wrap; gap: calc(2 * var(--spacingUnit)); min-inline-size: 0; margin: 0; padding: 0; border: 0; }
legend, .label { padding: 0; margin-block-end: var(--spacingUnit); font-size: 0.93em; }
.method {
  display: flex; flex: 1 1 8em; align-items: center; gap: calc(2 * var(--spacingUnit));
  padding: calc(2 * var(--spacingUnit)) calc(3 * var(--spacingUnit));
  border: 1px solid color-mix(in srgb, var(--colorText) 30%, var(--colorBackground));
  border-radius: var(--borderRadius); background: var(--colorBackground); cursor: pointer;
}
.method:has(:checked) { border-color: var(--colorPrimary); color: var(--colorPrimary); font-weight: 600; }
input[type=radio] { margin: 0; accent-color: var(--colorPrimary); }
label.field { display: grid; min-inline-size: 0; }
.fields { display: grid; gap: calc(3 * var(--spacingUnit)); grid-template-columns: repeat(auto-fit, minmax(min(100%, 14em), 1fr)); align-items: start; }
input[type=text], select {
  box-sizing: border-box; inline-size: 100%; min-inline-size: 0; min-block-size: max(2.6em, 44px); margin: 0;
  padding: calc(2 * var(--spacingUnit)) calc(3 * var(--spacingUnit));
  border: 1px solid color-mix(in srgb, var(--colorText) 46%, var(--colorBackground));
  border-radius: var(--borderRadius);
  background: var(--colorBackground); color: inherit; font: inherit; font-variant-numeric: tabular-nums;
}
input[aria-invalid=true] { border-color: var(--colorDanger); }
.fault { margin: var(--spacingUnit) 0 0; color: var(--colorDanger); font-size: 0.93em; }
.fault:empty { display: none; }
.note { margin: 0; color: var(--colorTextSecondary); font-size: 0.86em; }
:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 1px; }
dialog {
  inline-size: min(24em, 100vi - 2em); padding: calc(6 * var(--spacingUnit));
  border: 1px solid color-mix(in srgb, var(--colorText) 20%, var(--colorBackground));
  border-radius: calc(2 * var(--borderRadius)); background: var(--colorBackground);
}
dialog::backdrop { background: rgb(0 0 0 / 50%); }
h2 { margin: 0 0 calc(2 * var(--spacingUnit)); font-size: 1.25em; }
p { margin: 0 0 calc(4 * var(--spacingUnit)); }
.buttons { display: flex; flex-wrap: wrap; gap: calc(2 * var(--spacingUnit)); }
button {
  min-block-size: max(2.6em, 44px); padding: 0 calc(4 * var(--spacingUnit)); border: 1px solid var(--colorPrimary);
  border-radius: var(--borderRadius); background: none; color: inherit; font: inherit; font-weight: 600; cursor: pointer;
}
button.first { background: var(--colorPrimary); color: var(--colorBackground); }
`;

let sheet: CSSStyleSheet | undefined;

/** A shadow root with the sheet: a constructed one, which the strictest policy of a page allows. */
export function dressedRoot(host: HTMLElement): ShadowRoot {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
  }
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  return root;
}
