import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { onTranslations, wordsIn, type Words } from '../../translations/registry.js';

const hosts = new Set<ReactiveControllerHost>();
let observer: MutationObserver | undefined;
const observed = new WeakSet<Node>();

function updateAll(): void {
  hosts.forEach((host) => host.requestUpdate());
}

/** One observer for the page and for each shadow root that an element sits in: `lang` may change on any ancestor. */
function observeLang(element: Element): void {
  observer ??= new MutationObserver(updateAll);
  for (let root: Node | null = element; root; root = (root.getRootNode() as ShadowRoot).host ?? null) {
    const tree = root.getRootNode();
    const target = tree instanceof Document ? tree.documentElement : tree;
    if (!observed.has(target)) {
      observed.add(target);
      observer.observe(target, { attributes: true, attributeFilter: ['lang'], subtree: true });
    }
  }
}

/** The nearest `lang` around an element, across shadow roots; the reader's own language where the page names none. */
function langOf(element: Element): string {
  for (let at: Element | null = element; at; at = (at.getRootNode() as ShadowRoot).host ?? null) {
    const lang = at.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
  }
  return globalThis.navigator?.language ?? 'en';
}

/** Gives an element its words in the nearest language, and draws it again when the language or the words change. */
export class Localizer<T extends Words> implements ReactiveController {
  #lang = '';
  #words: T;
  #stop?: () => void;

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    private readonly group: string,
    private readonly english: T,
  ) {
    this.#words = english;
    host.addController(this);
  }

  /** BCP 47 tag; also the locale for money and dates. */
  get lang(): string {
    return this.#lang || 'en';
  }

  /** The words of the element's group. */
  get words(): T {
    return this.#words;
  }

  /** The words of another group, such as those for problems. */
  wordsOf<G extends Words>(group: string, english: G): G {
    return wordsIn(this.lang, group, english);
  }

  hostConnected(): void {
    observeLang(this.host);
    hosts.add(this.host);
    this.#stop = onTranslations(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    hosts.delete(this.host);
    this.#stop?.();
  }

  hostUpdate(): void {
    this.#lang = langOf(this.host);
    this.#words = wordsIn(this.#lang, this.group, this.english);
  }
}
