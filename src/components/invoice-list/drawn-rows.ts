/**
 * Draws the rows that are looked at, each in a holder that another row takes over once it is not looked at any more. A row
 * keeps its holder, and so its focus, as long as it is drawn, and its holder is not moved. (`repeat` of Lit leaves a comment
 * behind for every row that it takes off; after ten thousands of them each frame of scrolling takes longer than it has.)
 */
import { nothing, render, type ElementPart, type TemplateResult } from 'lit';
import { directive, Directive, type PartInfo } from 'lit/directive.js';
import type { Row } from './row.js';

/** A row with its place among all. */
export interface Placed {
  readonly row: Row;
  readonly place: number;
}

class DrawnRowsDirective extends Directive {
  #holders = new Map<string, HTMLElement>();

  constructor(part: PartInfo) {
    super(part);
  }

  override render(_shown: readonly Placed[], _draw: (shown: Placed) => TemplateResult): unknown {
    return nothing;
  }

  override update({ element }: ElementPart, [shown, draw]: Parameters<this['render']>): unknown {
    const free = this.#free(new Set(shown.map(({ row }) => row.id)));
    // Out of the way of those that stay.
    element.append(...free);
    let next = element.firstElementChild;
    for (const each of shown) {
      const holder = this.#holders.get(each.row.id) ?? free.shift() ?? newHolder(element);
      this.#holders.set(each.row.id, holder);
      if (holder === next) next = next.nextElementSibling;
      else element.insertBefore(holder, next);
      render(draw(each), holder);
    }
    for (const holder of free) {
      render(nothing, holder);
      holder.remove();
    }
    return nothing;
  }

  /** The holders of all rows but these. */
  #free(ids: ReadonlySet<string>): HTMLElement[] {
    const free: HTMLElement[] = [];
    for (const [id, holder] of this.#holders) {
      if (ids.has(id)) continue;
      free.push(holder);
      this.#holders.delete(id);
    }
    return free;
  }
}

function newHolder({ ownerDocument }: Element): HTMLElement {
  const holder = ownerDocument.createElement('div');
  holder.className = 'holder';
  return holder;
}

/** As a directive of the element that holds the rows, which has nothing else in it. */
export const drawnRows = directive(DrawnRowsDirective);
