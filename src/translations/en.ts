/**
 * Every word on the screen, in English, the language that the others are translated from. One constant for each
 * element, so that an element carries its own words only.
 */

/** What went wrong, in words; used by every element. Keys are problem codes. */
export const problems = {
  offline: 'You are offline.',
};
