export const finalized = {
  open: (number: string) => `Rechnung ${number} ist offen`,
  paid: (number: string) => `Rechnung ${number} ist bezahlt`,
  void: (number: string) => `Rechnung ${number} ist storniert`,
  uncollectible: (number: string) => `Rechnung ${number} ist uneinbringlich`,
  finalized: (number: string) => `Rechnung ${number} ist finalisiert`,
  nothing_due: 'Es war nichts zu zahlen, deshalb hat Stripe sie sofort als bezahlt markiert.',
  already: (when: string) =>
    `Sie war bereits finalisiert${when && ` (${when})`}, in einem anderen Tab oder von jemand anderem. Es ist nichts doppelt geschehen.`,
  due: (amount: string, date: string) => `${amount}, fällig am ${date}`,
  send: 'Senden',
  sending: 'Wird gesendet …',
  send_to: (email: string) => `Sendet die Rechnung per E-Mail an ${email}.`,
  send_test: 'Testmodus: Für Stripe gilt sie als gesendet, es wird aber keine E-Mail verschickt.',
  sent: (email: string) => `An ${email} gesendet.`,
  sent_test: 'Gilt als gesendet. Testmodus: Stripe hat keine E-Mail verschickt.',
  emailed: (email: string) => `Stripe sendet sie von selbst per E-Mail an ${email}.`,
  charged: 'Stripe belastet von selbst die hinterlegte Zahlungsart.',
  wrong_void: 'Stimmt etwas nicht? Noch lässt sie sich stornieren.',
  wrong_revise:
    'Stimmt etwas nicht? Noch lässt sie sich stornieren oder korrigieren: Ein neuer Entwurf tritt dann an ihre Stelle.',
};
