import { FinalizeButton } from './finalize-button.js';

FinalizeButton.define();

declare global {
  interface HTMLElementTagNameMap {
    'finalize-button': FinalizeButton;
  }
}

export { FinalizeButton };
