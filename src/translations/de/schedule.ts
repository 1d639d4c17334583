export const schedule = {
  finalizes_at: 'Finalisierung am',
  finalized: 'Finalisiert',
  by_itself: 'Von selbst',

  in_place: (place: string) => `in ${place}`,
  in_your_time: (zone: string) => `Ihrer Zeit (${zone})`,
  at_your_time: (time: string, zone: string) => `${time} Ihrer Zeit (${zone})`,

  off: 'Kein Zeitpunkt festgelegt',
  off_text: 'Die Rechnung bleibt ein Entwurf: Von selbst wird nichts gesendet oder eingezogen.',
  untold: 'Von selbst, etwa eine Stunde nach dem Anlegen des Entwurfs',
  own: 'Das ist der Zeitpunkt von Stripe, etwa eine Stunde nach dem Anlegen des Entwurfs.',
  finalizing: 'Stripe finalisiert die Rechnung gleich',
  finalizing_text: (when: string) => `Der Zeitpunkt ist gekommen: ${when}.`,
  late: (when: string) => `Noch nicht finalisiert, obwohl der Zeitpunkt ${when} war.`,
  late_own: 'Stripe wartet bis zu 72 Stunden, solange einer Ihrer Server seine Meldungen nicht annimmt.',
  deleted: 'Dieser Entwurf wurde gelöscht.',

  failed: 'Das letzte Finalisieren ist fehlgeschlagen',
  failed_planned: (when: string) => `Sie sollte von selbst finalisiert werden: ${when}.`,
  failed_next:
    'Beheben Sie das, und legen Sie dann einen neuen Zeitpunkt fest oder finalisieren Sie von Hand.',
  failed_again: 'Beheben Sie das vorher: Zum Zeitpunkt wird es erneut versucht.',

  done_by_itself: (when: string) => `Von selbst finalisiert, wie geplant: ${when}.`,
  done_otherwise: (when: string, planned: string) => `Finalisiert: ${when}. Geplant war ${planned}.`,
  done_on: (when: string) => `Finalisiert: ${when}.`,

  charging: 'Stripe belastet die hinterlegte Zahlungsart von selbst',
  charging_text: 'Scheitert das, versucht Stripe es erneut, wie in den Kontoeinstellungen festgelegt.',
  charging_next: (when: string) => `Nächster Versuch: ${when}.`,
  charging_off: 'Stripe zieht nichts von selbst ein',
  charging_off_text: 'Die Rechnung bleibt offen, bis jemand sie einzieht oder der Kunde zahlt.',
  reminding: 'Stripe sendet Erinnerungen von selbst',
  reminding_text:
    'An wen und wann, steht in den Kontoeinstellungen. Im Testmodus verschickt Stripe keine E-Mail.',
  reminding_off: 'Stripe sendet keine Erinnerungen von selbst',
  reminding_off_text: 'Die Rechnung bleibt offen, bis der Kunde zahlt.',
  closed_paid: 'Diese Rechnung ist bezahlt: Von selbst geschieht nichts mehr.',
  closed_void: 'Diese Rechnung ist storniert: Von selbst geschieht nichts mehr.',
  closed_uncollectible: 'Diese Rechnung ist uneinbringlich: Von selbst geschieht nichts mehr.',
  closed_other: 'Von selbst geschieht nichts mehr.',

  set: 'Zeitpunkt festlegen',
  change: 'Ändern',
  turn_off: 'Ausschalten',
  turn_on: 'Einschalten',
  not_allowed: 'Sie dürfen das sehen, aber nicht ändern.',
  empty: 'Es gibt noch keine Rechnung.',
};
