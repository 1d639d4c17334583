/** Languages, and Kurdish and Punjabi by their script, that are written from right to left. */
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|iw|ku-arab|pa-arab|ps|sd|ug|ur|yi)(-|$)/i;

export const directionOf = (lang: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.test(lang) ? 'rtl' : 'ltr');
