/** The one cache of Intl formatters. Making one costs a hundred times more than using it. */

const LIMIT = 100;
const cache = new Map<string, unknown>();

/** Takes from the cache, or makes; the formatter used longest ago gives way. */
function cached<T>(key: string, make: () => T): T {
  const found = (cache.get(key) as T | undefined) ?? make();
  cache.delete(key);
  cache.set(key, found);
  if (cache.size > LIMIT) cache.delete(cache.keys().next().value ?? '');
  return found;
}

const supported = new Map<string, string>();

/** The locale as Intl takes it: `de_DE` is mended, nonsense (a `lang` that some page has) becomes English. */
export function safeLocale(locale: string | null | undefined): string {
  const wanted = locale ?? '';
  const known = supported.get(wanted);
  if (known) return known;
  let safe = 'en';
  try {
    safe = Intl.getCanonicalLocales(wanted.replaceAll('_', '-'))[0] ?? safe;
  } catch {
    // Stays English.
  }
  if (supported.size < LIMIT) supported.set(wanted, safe);
  return safe;
}

/** A cached `Intl.NumberFormat`. Throws a RangeError for bad options, never for a bad locale. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const safe = safeLocale(locale);
  return cached(`n${safe}${JSON.stringify(options)}`, () => new Intl.NumberFormat(safe, options));
}

/** A cached `Intl.DateTimeFormat`. Throws a RangeError for bad options, never for a bad locale. */
export function dateTimeFormat(
  locale: string,
  options: Intl.DateTimeFormatOptions = {},
): Intl.DateTimeFormat {
  const safe = safeLocale(locale);
  return cached(`d${safe}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(safe, options));
}

/** A cached `Intl.RelativeTimeFormat`. Throws a RangeError for bad options, never for a bad locale. */
export function relativeTimeFormat(
  locale: string,
  options: Intl.RelativeTimeFormatOptions = {},
): Intl.RelativeTimeFormat {
  const safe = safeLocale(locale);
  return cached(`r${safe}${JSON.stringify(options)}`, () => new Intl.RelativeTimeFormat(safe, options));
}

/** A cached `Intl.PluralRules`. Throws a RangeError for bad options, never for a bad locale. */
export function pluralRules(locale: string, options: Intl.PluralRulesOptions = {}): Intl.PluralRules {
  const safe = safeLocale(locale);
  return cached(`p${safe}${JSON.stringify(options)}`, () => new Intl.PluralRules(safe, options));
}

/** A cached `Intl.ListFormat` for what all holds: “a, b and c”. Never throws for a bad locale. */
export function listFormat(locale: string): Intl.ListFormat {
  const safe = safeLocale(locale);
  return cached(`l${safe}`, () => new Intl.ListFormat(safe));
}
