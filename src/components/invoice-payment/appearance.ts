/**
 * What the element looks like, in the words of Stripe's Appearance API: its form is in a frame, where the page's
 * properties do not reach. Colours are read off a probe in the shadow root, whose styles name the kit's own.
 */
import type { Appearance } from '@stripe/stripe-js';

interface Colour {
  red: number;
  green: number;
  blue: number;
  /** 0 to 1. */
  alpha: number;
}

const BLACK: Colour = { red: 0, green: 0, blue: 0, alpha: 1 };

/** Reads a colour as a browser computes it: `rgb(…)`, or `color(srgb …)` where it was mixed. */
export function readColour(computed: string): Colour {
  const [, space = '', list = ''] = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(computed) ?? [];
  const parts = list.split(/[\s,/]+/).map((part) => (part === 'none' ? 0 : Number(part)));
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  if (!space || parts.some((part) => Number.isNaN(part))) return BLACK;
  const scale = space === 'color' ? 255 : 1;
  return { red: red * scale, green: green * scale, blue: blue * scale, alpha };
}

/** A colour over another one, opaque and in the oldest notation, which everybody reads. */
export function over(top: Colour, ground: Colour): string {
  const mix = (of: 'red' | 'green' | 'blue'): number =>
    Math.round(top[of] * top.alpha + ground[of] * (1 - top.alpha));
  return `rgb(${mix('red')}, ${mix('green')}, ${mix('blue')})`;
}

/** How light a colour is, 0 to 255. */
const lightness = ({ red, green, blue }: Colour): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** @param probe drawn with the class `probe` of the styles */
export function appearanceOf(probe: Element): Appearance {
  const look = getComputedStyle(probe);
  const ground = { ...readColour(look.backgroundColor), alpha: 1 };
  const ink = readColour(look.color);
  const colour = (computed: string): string => over(readColour(computed), ground);
  const border = `1px solid ${colour(look.borderBlockEndColor)}`;
  const accent = colour(look.borderBlockStartColor);
  const field = { border, boxShadow: 'none' };
  const focus = { border: `1px solid ${accent}`, boxShadow: `0 0 0 1px ${accent}` };
  return {
    theme: lightness(ground) < lightness(ink) ? 'night' : 'stripe',
    variables: {
      colorPrimary: accent,
      colorBackground: over(ground, ground),
      colorText: over(ink, ground),
      colorTextSecondary: colour(look.borderInlineEndColor),
      colorDanger: colour(look.borderInlineStartColor),
      borderRadius: look.borderStartStartRadius,
      fontFamily: look.fontFamily,
      fontSizeBase: look.fontSize,
    },
    rules: {
      '.Input': field,
      '.Input:focus': focus,
      '.Tab': field,
      '.Tab:focus': focus,
      '.Block': field,
    },
  };
}

/**
 * Calls back when the look becomes another one, whatever did it: the system's scheme, a class on some ancestor, a theme
 * that arrives late. The probe has a transition too short to be seen, which any such change sets off.
 */
export function watchAppearance(probe: Element, changed: () => void): () => void {
  probe.addEventListener('transitionend', changed);
  return () => probe.removeEventListener('transitionend', changed);
}
