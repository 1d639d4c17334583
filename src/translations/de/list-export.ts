export const listExport = {
  stop: 'Anhalten',
  starting: 'Wird exportiert …',
  written: (count: string) => `${count} geschrieben …`,
  done: (count: string, one: boolean) => (one ? '1 Rechnung exportiert' : `${count} Rechnungen exportiert`),
  nothing: 'Keine Rechnung passt: Es gab nichts zu exportieren.',
  failed: (count: string) =>
    `Noch nicht gespeichert: Nach ${count} ging es nicht weiter, von dort kann es weitergehen.`,
  stopped: 'Export abgebrochen. Es wurde nichts gespeichert.',
  file: 'rechnungen',
};
