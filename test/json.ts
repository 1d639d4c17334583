/** An answer as a test looks into it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whether fields are there and what they are is what the tests find out: a declared shape would promise it, and `unknown` cannot be asked for a nested field
export type Json = Record<string, any>;
