export const scheduleForm = {
  question: 'Wann soll die Rechnung finalisiert werden?',
  hour: 'In einer Stunde',
  tomorrow: 'Morgen früh',
  monday: 'Montag früh',
  month: 'Am Ersten des nächsten Monats',
  custom: 'Zu einem anderen Zeitpunkt',
  date_and_time: 'Datum und Uhrzeit',
  zone: 'Zeiten gelten in',
  your_time: (zone: string) => `Ihrer Zeit (${zone})`,
  continue: 'Weiter',

  empty: 'Geben Sie Datum und Uhrzeit an.',
  past: 'Dieser Zeitpunkt ist vorbei. Wählen Sie einen, der noch kommt.',
  far: 'Das ist zu weit weg: Stripe nimmt Zeitpunkte bis zu fünf Jahre im Voraus an.',
  near: 'Das sind weniger als zehn Minuten, und dafür braucht es das Recht zu finalisieren. Wählen Sie einen späteren Zeitpunkt.',
  is_near: 'In weniger als zehn Minuten: Es bleibt kaum Zeit, das noch aufzuhalten.',
  skipped: (time: string, from: string, to: string) =>
    `${time} gibt es an diesem Tag nicht: Die Uhren werden von ${from} auf ${to} vorgestellt. Wählen Sie eine andere Zeit.`,
  twice: (time: string) =>
    `${time} gibt es an diesem Tag zweimal, weil die Uhren zurückgestellt werden. Welches Mal ist gemeint?`,
  first_time: (zone: string) => `das erste Mal (${zone})`,
  second_time: (zone: string) => `das zweite Mal (${zone})`,

  ask: (when: string) => `Von selbst finalisieren: ${when}?`,
  ask_charge: 'Soll Stripe von selbst einziehen?',
  ask_remind: 'Soll Stripe von selbst erinnern?',
  instead: (when: string) => `Statt ${when}.`,
  turns_on:
    'Mit einem Zeitpunkt handelt Stripe von selbst. Schalten Sie ihn aus, wird von selbst nichts gesendet oder eingezogen.',
  goes_on:
    'Bis dahin bleibt die Rechnung ein Entwurf, der sich ändern lässt, und wird so finalisiert, wie sie dann ist.',
  irreversible: 'Nach dem Finalisieren lassen sich Kunde, Positionen und Beträge nicht mehr ändern.',
  email_setting:
    'Nur wenn Stripe nach den Kontoeinstellungen finalisierte Rechnungen per E-Mail senden soll.',
  not_delayed:
    'Ein festgelegter Zeitpunkt wartet nicht, wenn einer Ihrer Server die Meldungen von Stripe nicht annimmt.',
  subscription:
    'Solange sie wartet, nutzt der Kunde das Abonnement weiter, ohne dafür eine Rechnung zu bekommen.',
  charges_open: (amount: string) =>
    `Stripe zieht ${amount} über die hinterlegte Zahlungsart ein, vielleicht sofort.`,
  charges_open_test: (amount: string) =>
    `Stripe zieht ${amount} über die hinterlegte Zahlungsart ein, vielleicht sofort. Testmodus: Es fließt kein Geld.`,
  reminds_open: (email: string) =>
    `Erinnerungen gehen an ${email}, wie in den Kontoeinstellungen festgelegt.`,
  reminds_open_test: (email: string) =>
    `Im Live-Modus gingen Erinnerungen an ${email}. Testmodus: Stripe verschickt keine E-Mail.`,
  reminds_nobody: 'Erinnerungen gehen nirgendwohin, denn der Kunde hat keine E-Mail-Adresse.',
  back: 'Zurück',
  schedule: 'Festlegen',
  turn_on: 'Einschalten',

  changed: 'Der Entwurf hat sich geändert, seit dies angezeigt wurde.',
  changed_text: 'Es wurde kein Zeitpunkt festgelegt. Das ist jetzt anders:',
  look_again: 'Noch einmal ansehen',

  running: 'Der Zeitpunkt wird festgelegt …',
  turning_off: 'Wird ausgeschaltet …',
  turning_on: 'Wird eingeschaltet …',
  failed: 'Der Zeitpunkt ist nicht festgelegt',
  failed_off: 'Nicht ausgeschaltet',
  failed_on: 'Nicht eingeschaltet',
  unsettled: 'Noch nicht bekannt, ob es geschehen ist',
  too_near: 'Der Zeitpunkt ist inzwischen zu nah. Wählen Sie einen späteren.',

  done: 'Zeitpunkt festgelegt.',
  done_off: 'Ausgeschaltet: Sie bleibt ein Entwurf, und von selbst wird nichts gesendet oder eingezogen.',
  done_off_charge: 'Ausgeschaltet: Stripe zieht nichts von selbst ein.',
  done_off_remind: 'Ausgeschaltet: Stripe sendet keine Erinnerungen von selbst.',
  done_on: 'Eingeschaltet.',
  undone: 'Es ist wieder wie zuvor.',
  already: 'Das war schon so.',
  undo: 'Rückgängig',
};
