/**
 * What stands for Stripe's iframe: shut off from the page's styles and events by a shadow root of its own, and empty once
 * it is taken out of the page or moved in it, as an iframe is when it loads anew.
 */
import { dressedRoot } from './looks.js';

const TAG = 'stripe-js-stand-in-frame';

export interface Frame extends HTMLElement {
  readonly root: ShadowRoot;
  /** Set once what it held is lost. */
  lost: boolean;
}

/** The class is made with the first frame: a server has no elements to extend. */
function defineFrame(): void {
  if (customElements.get(TAG)) return;
  customElements.define(
    TAG,
    class extends HTMLElement implements Frame {
      readonly root = dressedRoot(this);
      lost = false;

      disconnectedCallback(): void {
        this.lost = true;
        this.root.replaceChildren();
      }
    },
  );
}

export function makeFrame(): Frame {
  defineFrame();
  return document.createElement(TAG) as Frame;
}
