export const listBulk = {
  label: 'Ausgewählte Rechnungen',
  selected: (count: string) => `${count} ausgewählt`,
  selected_all: 'Alle passenden ausgewählt',
  selected_all_but: (count: string) => `Alle passenden bis auf ${count} ausgewählt`,
  clear: 'Auswahl aufheben',
  more_currencies: (count: string) => `und ${count} weitere`,
  nothing: 'Mit diesen lässt sich gemeinsam nichts tun.',
  one_run: 'Immer nur ein Lauf: Dies wartet, bis der andere zu Ende ist.',
  some_of: (action: string, fit: string, of: string) => `${fit} von ${of} ${action.toLocaleLowerCase('de')}`,
  opens: (action: string) => `${action} …`,

  do_finalize: 'Finalisieren',
  do_send: 'Senden',
  do_schedule: 'Planen',
  do_mark_uncollectible: 'Als uneinbringlich markieren',
  do_void: 'Stornieren',
  do_delete: 'Löschen',

  run: 'Arbeit an vielen Rechnungen',
  doing_finalize: (count: string, one: boolean) =>
    `${count} ${one ? 'Rechnung wird' : 'Rechnungen werden'} finalisiert`,
  doing_send: (count: string, one: boolean) =>
    `${count} ${one ? 'Rechnung wird' : 'Rechnungen werden'} gesendet`,
  doing_schedule: (count: string, one: boolean) =>
    `${count} ${one ? 'Rechnung wird' : 'Rechnungen werden'} geplant`,
  doing_mark_uncollectible: (count: string, one: boolean) =>
    `${count} ${one ? 'Rechnung wird' : 'Rechnungen werden'} als uneinbringlich markiert`,
  doing_void: (count: string, one: boolean) =>
    `${count} ${one ? 'Rechnung wird' : 'Rechnungen werden'} storniert`,
  doing_delete: (count: string, one: boolean) =>
    `${count} ${one ? 'Entwurf wird' : 'Entwürfe werden'} gelöscht`,
  did_finalize: (done: string, of: string) => `${done} von ${of} finalisiert`,
  did_send: (done: string, of: string) => `${done} von ${of} gesendet`,
  did_schedule: (done: string, of: string) => `${done} von ${of} geplant`,
  did_mark_uncollectible: (done: string, of: string) => `${done} von ${of} als uneinbringlich markiert`,
  did_void: (done: string, of: string) => `${done} von ${of} storniert`,
  did_delete: (done: string, of: string) => `${done} von ${of} gelöscht`,

  progress: (done: string, of: string) => `${done} von ${of}`,
  percent: (percent: string) => `${percent} erledigt`,
  rate: (rate: string) => `${rate} je Sekunde`,
  less_than_a_minute: 'noch weniger als eine Minute',
  minutes: (minutes: string, one: boolean) => (one ? 'noch etwa 1 Minute' : `noch etwa ${minutes} Minuten`),
  already: (count: string) => `${count} schon erledigt`,
  refused: (count: string) => `${count} abgelehnt`,
  gave_up: (count: string) => `${count} aufgegeben`,
  untouched: (count: string) => `${count} nicht angerührt`,

  pause: 'Anhalten',
  resume: 'Weiter',
  stop: 'Stoppen',
  go_on: 'Fortsetzen',
  stop_here: 'Hier beenden',
  paused: 'Angehalten',
  offline: 'Keine Verbindung. Es geht von selbst weiter, sobald die Leitung wieder da ist.',
  signed_out: 'Sie sind abgemeldet. Es geht von selbst weiter, sobald Sie wieder angemeldet sind.',
  stopping: 'Wird gestoppt. Was gesendet ist, wird zu Ende gebracht.',
  stopped: 'Gestoppt',
  found: (done: string, of: string) =>
    `Dies wurde bei ${done} von ${of} unterbrochen. Beim Fortsetzen geschieht nichts doppelt.`,
  elsewhere: 'Ein anderer Tab arbeitet daran.',
  broken:
    'Der Browser konnte nicht festhalten, was getan wurde, deshalb wurde gestoppt. Beim Fortsetzen geschieht nichts doppelt.',
  keep_open: 'Dieser Browser hebt nichts auf: Lassen Sie die Seite offen, bis es zu Ende ist.',
  receipt: 'Beleg',
  again: (count: string) => `${count} erneut versuchen`,
  close: 'Schließen',
};
