import { nothing, type ElementPart } from 'lit';
import { directive, Directive } from 'lit/directive.js';

/** A CSS variable of an element that changes with what is drawn, without a style in the markup. */
class VariableDirective extends Directive {
  #value = '';

  override render(_name: string, _value: string): unknown {
    return nothing;
  }

  override update({ element }: ElementPart, [name, value]: [string, string]): unknown {
    if (value !== this.#value) (element as HTMLElement).style.setProperty(name, value);
    this.#value = value;
    return nothing;
  }
}

export const variable = directive(VariableDirective);
