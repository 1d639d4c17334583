export const hostedLink = {
  view: 'Rechnung ansehen',
  copy: 'Link kopieren',
  copied: 'Kopiert',
  pdf: 'PDF',
  opening: 'Die Rechnung wird geöffnet …',
  newTab: 'öffnet sich in einem neuen Tab',
  draft: 'Es gibt noch keinen Link: Stripe erstellt ihn beim Finalisieren der Rechnung.',
  gone: 'Dieser Entwurf wurde gelöscht und hatte nie einen Link.',
  missing: 'Stripe hat für diese Rechnung keinen Link angegeben.',
  forbidden:
    'Sie dürfen diese Rechnung sehen, aber nicht ihren Link. Wer den Link hat, kann sie sehen und bezahlen.',
  untrusted: (host: string) =>
    `Der Link führt zu ${host || 'einer nicht lesbaren Adresse'}. Das ist keine bekannte Adresse von Stripe, deshalb wird er nicht geöffnet.`,
  until: (date: string) => `Links zu dieser Rechnung funktionieren bis ${date}.`,
  expired:
    'Dieser Link ist vermutlich abgelaufen: Stripe schließt ihn 30 Tage nach der Fälligkeit. Jeder Klick hier fordert einen neuen an.',
  blocked: 'Ihr Browser hat den neuen Tab blockiert. Öffnen Sie die Rechnung hier:',
  copyByHand: 'Ihr Browser lässt das Kopieren hier nicht zu. Kopieren Sie den Link von Hand:',
  link: 'Link zur Rechnung',
  more: 'Weitere Wege',
};
