import type { CSSResult, LitElement } from 'lit';

/** Gives an element the styles of a part that came later; those of its other parts stay. */
export function adoptMore(element: LitElement, styles: readonly CSSResult[]): void {
  const root = element.renderRoot as ShadowRoot;
  const more = styles.map(({ styleSheet }) => styleSheet).filter((sheet) => sheet !== undefined);
  const known = root.adoptedStyleSheets.filter((sheet) => !more.includes(sheet));
  root.adoptedStyleSheets = [...known, ...more];
}
