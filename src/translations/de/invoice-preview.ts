export const invoicePreview = {
  label: 'Die Rechnung, wie der Kunde sie sieht',
  print: 'Drucken oder als PDF speichern',
  no_print: 'Dieser Browser kann nicht drucken. Öffnen Sie stattdessen das PDF der Rechnung.',
  language: (language: string) => `Auf ${language}, in der Sprache des Kunden.`,
  empty: 'Noch gibt es nichts anzuzeigen.',
  deleted: 'Dieser Entwurf wurde gelöscht.',
  incomplete: 'Nicht alle Positionen konnten gelesen werden, das Dokument ist deshalb unvollständig.',
  opening: 'Die Rechnung wird geöffnet …',
  no_link: 'Der Link zum Bezahlen ist im Moment nicht verfügbar.',
};
