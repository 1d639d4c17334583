import { css } from 'lit';
import { controls } from '../../styles/controls.js';
import { dialogStyles } from '../internal/dialog.js';
import { problemStyles } from '../internal/problem.js';

export const styles = [
  controls,
  dialogStyles,
  problemStyles,
  css`
    :host {
      display: block;
      container-type: inline-size;
    }

    p {
      margin: 0;
    }

    .base,
    .page,
    .desk,
    .panels,
    .panel {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
    }

    .base {
      gap: calc(4 * var(--_space));
    }

    .page {
      gap: calc(5 * var(--_space));
    }

    .page[hidden] {
      display: none;
    }

    /* Always there, so that what comes into it is told; with nothing in it, it takes no room. */
    .note:not(:has(*)) {
      position: absolute;
    }

    .note p {
      padding: calc(2 * var(--_space)) calc(3 * var(--_space));
      border-inline-start: 3px solid var(--_info);
      border-radius: calc(var(--_radius) * 0.6);
      background: color-mix(in srgb, var(--_info) 9%, transparent);
    }

    .bar,
    .head,
    .deeds,
    .beside,
    .sum,
    .whom {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: calc(2 * var(--_space)) calc(3 * var(--_space));
      min-inline-size: 0;
    }

    .bar,
    .head {
      justify-content: space-between;
    }

    .bar {
      margin-block-end: calc(-3 * var(--_space));
    }

    .head {
      align-items: start;
    }

    .list > .head {
      align-items: center;
      min-block-size: calc(8.5 * var(--_space));
    }

    .heading {
      outline: none;
      font-size: 1.5em;
      font-weight: 650;
      line-height: 1.25;
      letter-spacing: -0.01em;
      overflow-wrap: anywhere;
    }

    /* Where the amount is what one looks at. */
    .heading.small {
      color: var(--_muted);
      font-size: 1em;
      font-weight: 550;
      letter-spacing: 0;
    }

    .facts {
      display: grid;
      flex: 1 1 16em;
      gap: calc(0.75 * var(--_space));
      min-inline-size: 0;
    }

    .amount {
      font-size: 2em;
      font-weight: 650;
      font-variant-numeric: tabular-nums;
      line-height: 1.2;
      letter-spacing: -0.02em;
      overflow-wrap: anywhere;
    }

    .whom {
      gap: 0 calc(2 * var(--_space));
      overflow-wrap: anywhere;
    }

    .whom strong {
      font-weight: 600;
    }

    .muted,
    .said {
      color: var(--_muted);
    }

    .back {
      padding-inline: 0;
      color: var(--_muted);
    }

    .back:hover {
      background: none;
      color: inherit;
    }

    /* The arrow of the menus, turned to where the way leads. */
    .back svg {
      rotate: 90deg;
    }

    .step.previous svg {
      rotate: 180deg;
    }

    :host(:dir(rtl)) .back svg {
      rotate: -90deg;
    }

    .bar .beside {
      gap: 0;
    }

    .step {
      color: var(--_muted);
    }

    .detail {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(6 * var(--_space));
      align-items: start;
    }

    .desk {
      gap: calc(5 * var(--_space));
    }

    .panels {
      gap: calc(5 * var(--_space));
    }

    .panel {
      gap: calc(2.5 * var(--_space));
      padding-block-start: calc(4 * var(--_space));
      border-block-start: 1px solid var(--_border);
    }

    /* Only where there is something to pay, or something to tell of a payment. */
    .panel.payment:not(:has(> invoice-payment:is(:state(payable), :state(active)))) {
      display: none;
    }

    /* One likely action: that the customer pays here and now is not. */
    invoice-payment:not(:state(active))::part(button) {
      border-color: var(--_border);
      background: transparent;
      color: inherit;
    }

    slot[name='detail-panel']::slotted(*) {
      padding-block-start: calc(4 * var(--_space));
      border-block-start: 1px solid var(--_border);
    }

    .panel-heading {
      font-weight: 650;
    }

    summary {
      inline-size: fit-content;
      border-radius: calc(var(--_radius) * 0.6);
      cursor: pointer;
    }

    details[open] > summary {
      margin-block-end: calc(2.5 * var(--_space));
    }

    .blank {
      block-size: 24em;
      border-radius: var(--_radius);
      opacity: 0.6;
    }

    .about {
      display: grid;
      gap: calc(2 * var(--_space));
    }

    @container (inline-size >= 58em) {
      .detail {
        grid-template-columns: minmax(0, 1fr) minmax(0, 22em);
        column-gap: calc(10 * var(--_space));
      }

      .detail .panels > .panel:first-child,
      .detail
        .panels
        > .panel.payment:not(:has(> invoice-payment:is(:state(payable), :state(active))))
        + .panel {
        padding-block-start: 0;
        border-block-start: 0;
      }
    }

    @container (inline-size >= 46em) {
      .panels.pair {
        grid-template-columns: repeat(2, minmax(0, 1fr));
        column-gap: calc(10 * var(--_space));
      }
    }

    @container (inline-size < 30em) {
      .step .word {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    }

    @media (pointer: coarse) {
      summary {
        display: flex;
        align-items: center;
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      .note p {
        border: 1px solid CanvasText;
      }

      .back {
        padding-inline: calc(3 * var(--_space));
      }
    }
  `,
];
