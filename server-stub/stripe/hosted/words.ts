/** What the customer reads, in the languages of the kit. */
export interface Words {
  invoice: string;
  invoiceNumber: string;
  issued: string;
  due: string;
  paidOn: string;
  from: string;
  billTo: string;
  description: string;
  quantity: string;
  unitPrice: string;
  amount: string;
  subtotal: string;
  discount: string;
  tax: (percent: string | null) => string;
  total: string;
  balanceApplied: string;
  creditNotes: string;
  creditNote: string;
  creditNoteNumber: string;
  amountPaid: string;
  amountDue: string;
  pay: (amount: string) => string;
  payWith: string;
  testMode: string;
  testCard: string;
  cardGood: string;
  cardDeclined: string;
  cardNoFunds: string;
  cardExpired: string;
  cardAuthentication: string;
  notCharged: string;
  declines: Readonly<Record<string, string>>;
  download: string;
  page: (page: number, pages: number) => string;
  dueOn: (date: string) => string;
  dueNow: string;
  wasDueOn: (date: string) => string;
  open: string;
  pastDue: string;
  partiallyPaid: string;
  processing: string;
  paid: string;
  void: string;
  uncollectible: string;
  thanks: string;
  paidSentence: (amount: string, date: string) => string;
  nothingToPay: string;
  voidSentence: (seller: string) => string;
  uncollectibleSentence: (seller: string) => string;
  processingSentence: string;
  waitsForYou: string;
  authenticate: string;
  authenticateSentence: (seller: string) => string;
  complete: string;
  fail: string;
  back: string;
  goneTitle: string;
  gone: string;
  expiredTitle: string;
  expired: (seller: string) => string;
}

const en: Words = {
  invoice: 'Invoice',
  invoiceNumber: 'Invoice number',
  issued: 'Date of issue',
  due: 'Date due',
  paidOn: 'Date paid',
  from: 'From',
  billTo: 'Bill to',
  description: 'Description',
  quantity: 'Qty',
  unitPrice: 'Unit price',
  amount: 'Amount',
  subtotal: 'Subtotal',
  discount: 'Discount',
  tax: (percent) => (percent ? `Tax (${percent}%)` : 'Tax'),
  total: 'Total',
  balanceApplied: 'Applied balance',
  creditNotes: 'Credit notes',
  creditNote: 'Credit note',
  creditNoteNumber: 'Credit note number',
  amountPaid: 'Amount paid',
  amountDue: 'Amount due',
  pay: (amount) => `Pay ${amount}`,
  payWith: 'Pay with card',
  testMode: 'Test mode. No real card is charged.',
  testCard: 'Test card',
  cardGood: 'The payment succeeds',
  cardDeclined: 'The card is declined',
  cardNoFunds: 'The card has too little money',
  cardExpired: 'The card has expired',
  cardAuthentication: 'The bank asks its holder first',
  notCharged: 'The payment did not go through',
  declines: {
    payment_intent_authentication_failure:
      'Your bank could not confirm that it was you. Try again, or pay with another card.',
    payment_intent_incompatible_payment_method: 'This invoice cannot be paid by card.',
  },
  download: 'Download PDF',
  page: (page, pages) => `Page ${page} of ${pages}`,
  dueOn: (date) => `Due ${date}`,
  dueNow: 'Due now',
  wasDueOn: (date) => `Was due ${date}`,
  open: 'Open',
  pastDue: 'Past due',
  partiallyPaid: 'Partially paid',
  processing: 'Processing',
  paid: 'Paid',
  void: 'Void',
  uncollectible: 'Uncollectible',
  thanks: 'Thank you',
  paidSentence: (amount, date) =>
    `We received ${amount} on ${date}. Keep this page or the PDF as your receipt.`,
  nothingToPay: 'Nothing is due on this invoice. Keep this page or the PDF for your records.',
  voidSentence: (seller) => `${seller} has cancelled this invoice. There is nothing to pay.`,
  uncollectibleSentence: (seller) => `${seller} no longer expects this payment. You can still pay it.`,
  processingSentence: 'Your payment is on its way from your bank, which can take some days.',
  waitsForYou: 'Your payment waits for you',
  authenticate: 'Authenticate this payment',
  authenticateSentence: (seller) => `Your bank asks whether it is you who pays ${seller}.`,
  complete: 'Complete',
  fail: 'Fail',
  back: 'Back to the invoice',
  goneTitle: 'There is no invoice here',
  gone: 'The link may be incomplete. Please open it again from the message that you received.',
  expiredTitle: 'This link has expired',
  expired: (seller) => `Please ask ${seller} for a new link to this invoice.`,
};

const de: Words = {
  invoice: 'Rechnung',
  invoiceNumber: 'Rechnungsnummer',
  issued: 'Rechnungsdatum',
  due: 'Fällig am',
  paidOn: 'Bezahlt am',
  from: 'Von',
  billTo: 'An',
  description: 'Beschreibung',
  quantity: 'Menge',
  unitPrice: 'Einzelpreis',
  amount: 'Betrag',
  subtotal: 'Zwischensumme',
  discount: 'Rabatt',
  tax: (percent) => (percent ? `Steuer (${percent} %)` : 'Steuer'),
  total: 'Gesamt',
  balanceApplied: 'Verrechnetes Guthaben',
  creditNotes: 'Gutschriften',
  creditNote: 'Gutschrift',
  creditNoteNumber: 'Gutschriftnummer',
  amountPaid: 'Bezahlter Betrag',
  amountDue: 'Zahlbetrag',
  pay: (amount) => `${amount} bezahlen`,
  payWith: 'Mit Karte bezahlen',
  testMode: 'Testmodus. Es wird keine echte Karte belastet.',
  testCard: 'Testkarte',
  cardGood: 'Die Zahlung gelingt',
  cardDeclined: 'Die Karte wird abgelehnt',
  cardNoFunds: 'Das Konto ist nicht gedeckt',
  cardExpired: 'Die Karte ist abgelaufen',
  cardAuthentication: 'Die Bank fragt zuerst nach',
  notCharged: 'Die Zahlung ist nicht zustande gekommen',
  declines: {
    card_declined: 'Ihre Karte wurde abgelehnt.',
    expired_card: 'Ihre Karte ist abgelaufen.',
    incorrect_number: 'Die Kartennummer ist falsch.',
    payment_intent_authentication_failure:
      'Ihre Bank konnte nicht bestätigen, dass Sie es sind. Versuchen Sie es noch einmal oder mit einer anderen Karte.',
    payment_intent_incompatible_payment_method: 'Diese Rechnung kann nicht mit Karte bezahlt werden.',
  },
  download: 'PDF herunterladen',
  page: (page, pages) => `Seite ${page} von ${pages}`,
  dueOn: (date) => `Fällig am ${date}`,
  dueNow: 'Jetzt fällig',
  wasDueOn: (date) => `War am ${date} fällig`,
  open: 'Offen',
  pastDue: 'Überfällig',
  partiallyPaid: 'Teilweise bezahlt',
  processing: 'In Bearbeitung',
  paid: 'Bezahlt',
  void: 'Storniert',
  uncollectible: 'Uneinbringlich',
  thanks: 'Vielen Dank',
  paidSentence: (amount, date) =>
    `Ihre Zahlung über ${amount} ist am ${date} eingegangen. Diese Seite und das PDF sind Ihr Beleg.`,
  nothingToPay: 'Für diese Rechnung ist nichts zu zahlen. Diese Seite und das PDF sind Ihr Beleg.',
  voidSentence: (seller) => `${seller} hat diese Rechnung storniert. Es ist nichts zu zahlen.`,
  uncollectibleSentence: (seller) =>
    `${seller} erwartet diese Zahlung nicht mehr. Sie können sie trotzdem leisten.`,
  processingSentence: 'Ihre Zahlung ist von Ihrer Bank unterwegs. Das kann einige Tage dauern.',
  waitsForYou: 'Ihre Zahlung wartet auf Sie',
  authenticate: 'Zahlung bestätigen',
  authenticateSentence: (seller) => `Ihre Bank fragt, ob Sie es sind, der ${seller} bezahlt.`,
  complete: 'Bestätigen',
  fail: 'Ablehnen',
  back: 'Zurück zur Rechnung',
  goneTitle: 'Hier ist keine Rechnung',
  gone: 'Vielleicht ist der Link unvollständig. Bitte öffnen Sie ihn noch einmal aus der Nachricht, die Sie erhalten haben.',
  expiredTitle: 'Dieser Link ist abgelaufen',
  expired: (seller) => `Bitte fordern Sie bei ${seller} einen neuen Link zu dieser Rechnung an.`,
};

export type Language = 'en' | 'de';
export const words: Readonly<Record<Language, Words>> = { en, de };
