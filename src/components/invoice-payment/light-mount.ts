/**
 * A place in the page's own document for what cannot live in a shadow root, shown where the element has its slot. Stripe's
 * frames find each other through the document, so `mount()` refuses a node in a shadow root, and one that is nowhere.
 */
export class LightMount {
  readonly node = document.createElement('div');
  #slots: HTMLSlotElement[] = [];

  /** @param name of the slot in the element's shadow root; unique in the page, since others pass it on */
  constructor(
    private readonly host: HTMLElement,
    private readonly name: string,
  ) {
    this.node.slot = name;
  }

  /**
   * Puts the node beside the outermost host around the element, and into each host on the way in a slot that hands it on;
   * what those hosts have of slots themselves is of no account. Answers whether the node has moved: a frame in it has
   * then loaded anew.
   */
  place(): boolean {
    this.#removeSlots();
    let at = this.host;
    for (let root = at.getRootNode(); root instanceof ShadowRoot; root = at.getRootNode()) {
      const slot = document.createElement('slot');
      slot.name = this.name;
      slot.slot = this.name;
      at.append(slot);
      this.#slots.push(slot);
      at = root.host as HTMLElement;
    }
    if (this.node.parentNode === at) return false;
    at.append(this.node);
    return true;
  }

  /** Whether the slot still shows the node: somebody may have drawn a host on the way anew. */
  isShownIn(slot: HTMLSlotElement): boolean {
    return this.node.isConnected && slot.assignedNodes({ flatten: true }).includes(this.node);
  }

  remove(): void {
    this.#removeSlots();
    this.node.remove();
  }

  #removeSlots(): void {
    for (const slot of this.#slots) slot.remove();
    this.#slots = [];
  }
}
