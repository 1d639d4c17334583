export const doing = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  retry: 'Erneut versuchen',
  attempt: (attempt: string, of: string) => `Versuch ${attempt} von ${of}`,
  pause: (seconds: string) => `der nächste in ${seconds} s`,
};
