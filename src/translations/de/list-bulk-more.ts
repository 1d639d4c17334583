export const listBulkMore = {
  when: 'Wann soll Stripe sie finalisieren?',
  looking: 'Die Auswahl wird durchgesehen …',
  looked: (count: string) => `Bisher ${count} durchgesehen. Noch ist nichts getan.`,
  failed: 'Was geschehen würde, ließ sich nicht herausfinden. Es wurde nichts getan.',

  ask_finalize: (count: string, one: boolean) =>
    one ? '1 Rechnung finalisieren?' : `${count} Rechnungen finalisieren?`,
  ask_send: (count: string, one: boolean) => (one ? '1 Rechnung senden?' : `${count} Rechnungen senden?`),
  ask_schedule: (count: string, one: boolean) => (one ? '1 Rechnung planen?' : `${count} Rechnungen planen?`),
  ask_mark_uncollectible: (count: string, one: boolean) =>
    one ? '1 Rechnung aufgeben?' : `${count} Rechnungen aufgeben?`,
  ask_void: (count: string, one: boolean) =>
    one ? '1 Rechnung stornieren?' : `${count} Rechnungen stornieren?`,
  ask_delete: (count: string, one: boolean) => (one ? '1 Entwurf löschen?' : `${count} Entwürfe löschen?`),
  confirm_finalize: (count: string, one: boolean) =>
    one ? '1 Rechnung finalisieren' : `${count} Rechnungen finalisieren`,
  confirm_send: (count: string, one: boolean) => (one ? '1 Rechnung senden' : `${count} Rechnungen senden`),
  confirm_schedule: (count: string, one: boolean) =>
    one ? '1 Rechnung planen' : `${count} Rechnungen planen`,
  confirm_mark_uncollectible: (count: string, one: boolean) =>
    one ? '1 als uneinbringlich markieren' : `${count} als uneinbringlich markieren`,
  confirm_void: (count: string, one: boolean) =>
    one ? '1 Rechnung stornieren' : `${count} Rechnungen stornieren`,
  confirm_delete: (count: string, one: boolean) => (one ? '1 Entwurf löschen' : `${count} Entwürfe löschen`),
  none_fit: 'Bei keiner davon ist das möglich',
  fit: (fit: string, of: string) => `${fit} von ${of} ausgewählten`,
  total: 'Gesamt',

  mails: (count: string, one: boolean) =>
    one ? 'Stripe schickt 1 davon per E-Mail.' : `Stripe schickt ${count} davon per E-Mail.`,
  mails_test: (count: string, one: boolean) =>
    one
      ? 'Testmodus: 1 davon gilt als verschickt, aber keine E-Mail verlässt Stripe.'
      : `Testmodus: ${count} davon gelten als verschickt, aber keine E-Mail verlässt Stripe.`,
  charges: (count: string, one: boolean) =>
    one ? 'Stripe bucht 1 davon beim Kunden ab.' : `Stripe bucht ${count} davon bei den Kunden ab.`,
  charges_test: (count: string, one: boolean) =>
    one
      ? 'Testmodus: 1 davon wird abgebucht, und kein Geld bewegt sich.'
      : `Testmodus: ${count} davon werden abgebucht, und kein Geld bewegt sich.`,
  no_effect: (count: string, one: boolean) =>
    one
      ? 'Bei 1 davon wird von selbst nichts verschickt oder abgebucht.'
      : `Bei ${count} davon wird von selbst nichts verschickt oder abgebucht.`,
  fact_finalize: 'Kunden, Positionen und Beträge lassen sich danach nicht mehr ändern.',
  fact_finalize_changed:
    'Ein Entwurf, den jemand ändert, bevor er an der Reihe ist, bleibt, wie er ist, und wird genannt.',
  fact_send:
    'Stripe schickt jede per E-Mail an ihren Kunden, mit einem Link zum Bezahlen. Eine E-Mail lässt sich nicht zurückholen.',
  fact_send_test: 'Testmodus: Sie gelten als gesendet, aber keine E-Mail verlässt Stripe.',
  fact_schedule: (when: string) => `Stripe finalisiert sie von selbst: ${when}.`,
  fact_schedule_off: 'Bis dahin lässt sich jede ändern oder ihre Planung abschalten.',
  fact_mark_uncollectible:
    'Stripe zieht sie nicht mehr ein, und Ihre Berichte zählen sie als Forderungsausfall.',
  fact_mark_uncollectible_final:
    'Sie werden nicht wieder offen. Bezahlen und stornieren lassen sie sich weiterhin.',
  fact_void:
    'Die Kunden können sie nicht mehr bezahlen. Sie behalten ihre Nummern und bleiben storniert in Ihren Büchern.',
  fact_delete: 'Ihre Positionen verschwinden mit ihnen.',
  final: 'Das lässt sich nicht rückgängig machen.',

  left_out: (count: string, one: boolean) => (one ? '1 bleibt außen vor' : `${count} bleiben außen vor`),
  warnings: 'Sehen Sie diese zuerst an',
  more_names: (count: string) => `und ${count} weitere`,
  reason_deleted: 'Inzwischen gelöscht',
  reason_draft: 'Noch ein Entwurf',
  reason_open: 'Schon finalisiert',
  reason_paid: 'Schon bezahlt',
  reason_void: 'Storniert',
  reason_uncollectible: 'Schon uneinbringlich',
  reason_charged: 'Wird abgebucht, nicht gesendet: Stripe verschickt nur Rechnungen, die gesendet werden',
  reason_no_email: 'Der Kunde hat keine E-Mail-Adresse',
  reason_payment_pending: 'Eine Zahlung ist noch unterwegs',
  reason_has_payments: 'Es wurde schon etwas darauf bezahlt',
  reason_subscription: 'Der Entwurf eines Abonnements lässt sich nicht löschen',
  reason_not_permitted: 'Das dürfen Sie nicht',
  reason_unknown: 'In diesem Stand ist das nicht möglich',

  receipt: 'Beleg',
  download: 'CSV herunterladen',
  show: 'Anzeigen',
  kind_all: 'Alle',
  kind_done: 'Erledigt',
  kind_already: 'Schon erledigt',
  kind_refused: 'Abgelehnt',
  kind_gave_up: 'Aufgegeben',
  kind_untouched: 'Nicht angerührt',
  may_be_done: 'Vielleicht ist es trotzdem geschehen. Ein neuer Versuch sieht zuerst nach.',
  tries: (count: string) => `nach ${count} Versuchen`,
  nothing_of_kind: 'Keine dieser Art.',
  more_rows: (count: string) => `${count} weitere anzeigen`,
};
