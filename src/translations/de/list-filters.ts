export const listFilters = {
  view: 'Anzeigen',
  view_all: 'Alle',
  view_needs_attention: 'Handlungsbedarf',

  search: 'Rechnungen suchen',
  search_hint: 'Nummer, Kunde, E-Mail, Betrag oder ID suchen',
  search_clear: 'Suche leeren',
  query_switch: 'Abfrage',
  query_switch_hint: 'In der Abfragesprache von Stripe suchen',
  query: 'Abfrage in der Suchsprache von Stripe',
  query_go: 'Suchen',
  query_help: 'Wie eine Abfrage geschrieben wird',
  query_refused: 'Diese Abfrage ist nicht lesbar.',

  columns: 'Spalten',
  export: 'Exportieren',

  filters: 'Filter',
  filters_set: (count: string) => `Filter (${count})`,
  filter_by: (name: string) => `Filtern nach: ${name}`,
  filter_remove: (name: string) => `Filter entfernen: ${name}`,
  clear_all: 'Alle löschen',
  filter_status: 'Status',
  filter_customer: 'Kunde',
  filter_created: 'Erstellt',
  filter_due: 'Fällig',
  filter_scheduled: 'Geplante Finalisierung',
  filter_amount: 'Betrag',
  filter_currency: 'Währung',
  filter_collection: 'Einzugsart',

  named: (name: string) => `${name}:`,
  from: (start: string) => `ab ${start}`,
  until: (end: string) => `bis ${end}`,
  at_least: (amount: string) => `mindestens ${amount}`,
  at_most: (amount: string) => `höchstens ${amount}`,
  no_currency: 'gilt nur mit einer Währung',
  scheduled_any: 'zu beliebiger Zeit',
  scheduled_none: 'nicht geplant',
  send_invoice: 'Per E-Mail zur Zahlung',
  charge_automatically: 'Automatisch eingezogen',

  rests: 'Eine Abfrage steht für sich: Die Filter ruhen, bis sie geleert wird.',
  delayed: 'Gefunden durch die Suche von Stripe, die von Änderungen bis zu einer Minute später erfährt.',
  here: (names: string, count: string, one: boolean) =>
    `Stripe kann nicht filtern nach ${names}: gesucht wurde in ${one ? 'der einen bisher geladenen Rechnung' : `den ${count} bisher geladenen Rechnungen`}.`,
  here_all: (names: string, count: string, one: boolean) =>
    `Stripe kann nicht filtern nach ${names}: gesucht wurde in ${one ? 'der einzigen Rechnung' : `allen ${count} Rechnungen`}.`,
  excluded: 'Diese Filter schließen einander aus: Keine Rechnung kann zu allen passen.',
  no_search:
    'Für dieses Konto gibt es keine Suche: Text wird in den geladenen Zeilen und unter den Kunden gesucht.',
  no_query: 'Für dieses Konto gibt es keine Suche, eine Abfrage findet also nichts.',
};
