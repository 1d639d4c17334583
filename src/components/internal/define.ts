/** The version of this copy of the kit; two copies may meet on one page. */
export const VERSION = '0.1.0';

/** A class that can be defined under a tag, with the classes that its template uses. */
export interface Definable extends CustomElementConstructor {
  /** The tag it is known by unless the page chooses another. */
  readonly tag: string;
  readonly version: string;
  readonly dependencies: readonly Definable[];
}

/**
 * Defines an element and those that its template uses. A tag that is taken by the same version is left alone; by
 * another version, or by a stranger, it is left alone too and said in the console: the first definition wins, as it
 * must, and nothing throws halfway.
 */
export function define(element: Definable, tag = element.tag, registry?: CustomElementRegistry): void {
  const elements = registry ?? globalThis.customElements;
  for (const dependency of element.dependencies) define(dependency, dependency.tag, elements);
  const known = elements.get(tag) as Partial<Definable> | undefined;
  if (!known) {
    // One class can hold one tag only: a second tag gets a class of its own.
    elements.define(tag, elements.getName(element) ? class extends element {} : element);
  } else if (known.version !== element.version) {
    console.warn(
      `<${tag}> is already defined by ${known.version ? `invoice-elements ${known.version}` : 'another library'}; ` +
        `invoice-elements ${element.version} leaves it as it is.`,
    );
  }
}
