export const actionDialog = {
  running: 'Wird ausgeführt …',
  failed: 'Nicht ausgeführt',
  unsettled: 'Noch nicht bekannt, ob es ausgeführt wurde',
  final: 'Das lässt sich nicht rückgängig machen.',
  changed: 'Die Rechnung hat sich geändert, seit dies angezeigt wurde.',
  changed_to: (state: string, amount: string) => `Sie ist jetzt „${state}“, zu zahlen sind ${amount}.`,
  gone: 'Sie wurde inzwischen gelöscht.',
  no_longer: 'Damit ist dies nicht mehr möglich.',
  review: 'Mit der Rechnung weitermachen, wie sie ist',
  no_customer: 'Kein Kunde',
  to_pay: 'zu zahlen',
  test_money: 'Testmodus: Es fließt kein Geld.',
  already: 'Es war schon so; nichts ist doppelt geschehen.',

  panel_schedule: 'Von selbst finalisieren',
  panel_credit: 'Gutschrift',

  send_title: 'Diese Rechnung senden?',
  send_do: 'Senden',
  send_to: (email: string) => `Stripe sendet sie per E-Mail an ${email}, mit einem Link zum Bezahlen.`,
  send_test: (email: string) =>
    `Testmodus: Für Stripe gilt sie als gesendet${email && ` an ${email}`}, es wird aber keine E-Mail verschickt.`,
  send_nobody: 'Der Kunde hat keine E-Mail-Adresse, deshalb wird Stripe ablehnen.',
  send_final: 'Eine E-Mail lässt sich nicht zurückholen.',
  send_done: (email: string) => `Gesendet${email && ` an ${email}`}.`,
  send_done_test: 'Gilt als gesendet. Testmodus: Stripe hat keine E-Mail verschickt.',

  pay_title: (amount: string) => `${amount} einziehen?`,
  pay_do: (amount: string) => `${amount} einziehen`,
  pay_what: 'Was belastet wird',
  pay_stripes_choice: 'Stripe belastet, was der Kunde als Standard hinterlegt hat.',
  pay_loading: 'Es wird nachgesehen, was der Kunde hinterlegt hat …',
  pay_none: 'Der Kunde hat nichts hinterlegt, das sich belasten lässt.',
  pay_none_mend:
    'Senden Sie die Rechnung, damit er auf der Seite hinter ihrem Link zahlt, oder geben Sie an, was zu belasten ist.',
  pay_unknown:
    'Was der Kunde hinterlegt hat, konnte nicht gelesen werden. Stripe belastet, was als Standard gilt.',
  pay_default: 'Standard',
  pay_expires: (month: string, year: string) => `gültig bis ${month}/${year}`,
  pay_other: 'Eine andere',
  pay_other_id: 'Ihre ID, etwa pm_… oder src_…',
  pay_id_missing: 'Geben Sie die ID der Zahlungsart ein, oder wählen Sie eine der oben genannten.',
  pay_id_wrong:
    'IDs von Zahlungsarten beginnen mit pm_, die älterer Zahlungsquellen mit src_, ba_ oder card_.',
  pay_more: 'Weitere Möglichkeiten',
  pay_present: 'Der Kunde ist da und kann die Zahlung bei seiner Bank bestätigen',
  pay_mandate: 'Mandat, falls es nicht das der Zahlungsart ist',
  pay_mandate_wrong: 'IDs von Mandaten beginnen mit mandate_.',
  pay_forgive: 'Auch dann als bezahlt werten, wenn die Zahlungsquelle etwas weniger hergibt',
  pay_now: (amount: string, method: string) => `${method} wird jetzt mit ${amount} belastet.`,
  pay_final: 'Eine Belastung lässt sich nicht zurückholen; eine Gutschrift gibt Geld zurück.',
  pay_done: (amount: string) => `Bezahlt: ${amount}.`,
  pay_pending: 'Die Zahlung ist unterwegs. Eine Lastschrift kann Tage dauern.',

  mark_paid_title: 'Diese Rechnung als bezahlt markieren?',
  mark_paid_do: 'Als bezahlt markieren',
  mark_paid_fact: (amount: string) =>
    `Wenn ${amount} außerhalb von Stripe eingegangen sind: bar, per Scheck, per Überweisung.`,
  mark_paid_effect: 'Bei Stripe fließt kein Geld, und der Kunde kann dort nicht mehr zahlen.',
  mark_paid_final: 'Das lässt sich nicht rückgängig machen; eine Gutschrift kann es berichtigen.',
  done_mark_paid: 'Als außerhalb von Stripe bezahlt markiert.',

  void_title: 'Diese Rechnung stornieren?',
  void_do: 'Rechnung stornieren',
  void_fact: 'Der Kunde kann sie nicht mehr bezahlen.',
  void_effect: 'Sie behält ihre Nummer und bleibt als storniert in Ihren Büchern.',
  done_void: 'Die Rechnung ist storniert.',

  mark_uncollectible_title: 'Diese Rechnung aufgeben?',
  mark_uncollectible_do: 'Als uneinbringlich markieren',
  mark_uncollectible_fact:
    'Stripe zieht sie nicht weiter ein, und Ihre Berichte zählen sie als Forderungsausfall.',
  mark_uncollectible_effect: 'Der Kunde kann sie noch bezahlen, und Sie können sie noch stornieren.',
  mark_uncollectible_final: 'Sie kann nicht wieder offen werden.',
  done_mark_uncollectible: 'Als uneinbringlich markiert.',

  delete_title: 'Diesen Entwurf löschen?',
  delete_do: 'Entwurf löschen',
  delete_fact: 'Seine Positionen gehen mit ihm verloren.',
  done_delete: 'Der Entwurf ist gelöscht.',

  duplicate_title: 'Diese Rechnung duplizieren?',
  duplicate_do: 'Kopie erstellen',
  duplicate_fact: (customer: string) =>
    `Ein neuer Entwurf mit denselben Positionen zu denselben Preisen für ${customer}.`,
  duplicate_effect:
    'Nummer, Daten und Rabatte werden nicht übernommen. Nichts wird gesendet oder eingezogen.',
  done_duplicate: 'Die Kopie ist erstellt: ein neuer Entwurf.',

  revise_title: 'Diese Rechnung korrigieren?',
  revise_do: 'Korrektur erstellen',
  revise_fact: 'Es entsteht ein neuer Entwurf mit denselben Positionen, den Sie berichtigen.',
  revise_effect:
    'Sobald Sie ihn finalisieren, ist diese Rechnung storniert. Bis dahin kann sie bezahlt werden.',
  done_revise: 'Die Korrektur ist erstellt: ein neuer Entwurf.',

  collect_title: 'Automatischen Einzug einschalten?',
  collect_do: 'Einschalten',
  collect_charge:
    'Stripe belastet von selbst die hinterlegte Zahlungsart und versucht es erneut, wenn das scheitert.',
  collect_send: 'Stripe erinnert den Kunden per E-Mail, wie es in den Einstellungen Ihres Kontos steht.',
  done_collect: 'Der automatische Einzug ist eingeschaltet.',
  stop_collecting_title: 'Automatischen Einzug ausschalten?',
  stop_collecting_do: 'Ausschalten',
  stop_collecting_fact:
    'Stripe zieht nichts mehr von selbst ein und erinnert nicht mehr. Der Kunde kann weiterhin zahlen.',
  stop_collecting_effect: 'Sie können ihn wieder einschalten.',
  done_stop_collecting: 'Der automatische Einzug ist ausgeschaltet.',
};
