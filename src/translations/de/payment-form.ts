export const paymentForm = {
  form: (number: string) => `Rechnung ${number} bezahlen`,
  cancel: 'Abbrechen',
  close: 'Schließen',
  test_mode: 'Testmodus: Es fließt kein Geld.',
  confirming: 'Die Zahlung läuft … Bitte lassen Sie diese Seite geöffnet.',
  incomplete: 'Bitte vervollständigen Sie die Angaben oben.',
  not_finished:
    'Die Zahlung wurde nicht abgeschlossen, und es wurde nichts abgebucht. Sie können es noch einmal versuchen.',
  not_charged: 'Die Zahlung ist nicht zustande gekommen',
  unsettled: 'Noch ist unklar, ob die Zahlung zustande kam',

  changed: (before: string, now: string) =>
    `Der Betrag hat sich seit der Anzeige von ${before} auf ${now} geändert. Es wurde nichts abgebucht.`,
  agree: (amount: string) => `Mit ${amount} fortfahren`,

  how_much: 'Wie viel möchten Sie bezahlen?',
  all: (amount: string) => `Den offenen Betrag, ${amount}`,
  another: 'Einen anderen Betrag',
  amount: 'Betrag',
  go_on: 'Weiter',
  amount_missing: (example: string) => `Geben Sie einen Betrag ein, zum Beispiel ${example}.`,
  amount_least: (least: string) => `Mindestens ${least} lassen sich bezahlen.`,
  amount_most: (most: string) => `Offen sind höchstens ${most}.`,
  amount_rest: (least: string) =>
    `Lassen Sie nichts offen oder mindestens ${least}: Ein kleinerer Rest ließe sich nicht bezahlen.`,
  amount_step: (amount: string) => `Dieser Betrag lässt sich nicht genau abbuchen, ${amount} schon.`,

  returning: 'Es wird nachgesehen, was aus Ihrer Zahlung geworden ist …',
  accepted: 'Ihre Zahlung wurde angenommen. Die Rechnung wird aktualisiert …',
  accepted_slow:
    'Ihre Zahlung wurde angenommen. Die Rechnung ist noch nicht aktualisiert; das kann einige Minuten dauern, und Sie müssen nicht darauf warten.',
  paid: (amount: string) => `${amount} bezahlt. Vielen Dank.`,
  paid_part: (amount: string, rest: string) => `${amount} bezahlt. ${rest} sind noch offen.`,
  pending: (amount: string) => `Ihre Zahlung über ${amount} ist unterwegs.`,
  under_way: (amount: string) => `Eine Zahlung über ${amount} ist unterwegs.`,
  pending_text: 'Eine Lastschrift kann mehrere Tage dauern. Bis das Geld eingeht, bleibt die Rechnung offen.',
  instructed: (amount: string) => `Stripe hat Ihnen gezeigt, wie Sie ${amount} bezahlen.`,
  instructed_text: 'Bis das Geld eingeht, bleibt die Rechnung offen.',
  not_arrived: 'Die Zahlung, die unterwegs war, ist nicht angekommen. Sie können noch einmal bezahlen.',
  attaching: (amount: string) =>
    `Ihre Zahlung über ${amount} ist durchgegangen. Sie wird der Rechnung zugeordnet …`,
  not_attached: (amount: string) =>
    `Ihre Zahlung über ${amount} ist durchgegangen, steht aber noch nicht auf der Rechnung.`,
  not_attached_text: 'Sie müssen nicht noch einmal bezahlen.',

  already_paid:
    'Diese Rechnung wurde inzwischen bezahlt, in einem anderen Fenster oder von jemand anderem. Nichts wird doppelt bezahlt.',
  voided:
    'Diese Rechnung wurde inzwischen storniert. Es ist nichts zu zahlen, und es wurde nichts abgebucht.',
  unpayable: 'Diese Rechnung lässt sich gerade nicht bezahlen. Es wurde nichts abgebucht.',

  no_key: 'Diese Seite kann keine Zahlungen annehmen: Ihr fehlt ein veröffentlichbarer Schlüssel.',
  no_secret: 'Diese Rechnung lässt sich auf dieser Seite nicht bezahlen.',
  elsewhere: 'Sie können sie auf der Seite von Stripe bezahlen:',
  stripe_js_failed: 'Das Zahlungsformular von Stripe konnte nicht geladen werden.',
  text_stripe_js_failed: 'Vielleicht steht ein Inhaltsblocker oder das Netzwerk js.stripe.com im Weg.',
  stripe_js_policy: 'Diese Seite lässt das Zahlungsformular von Stripe nicht zu.',
  text_stripe_js_policy:
    'Ihre Content Security Policy muss js.stripe.com erlauben. Sagen Sie es denen, die diese Website betreiben.',
  amount_mismatch: 'Stripe würde einen anderen Betrag abbuchen, als hier steht. Es wurde nichts abgebucht.',
  partial_failed: 'Die Zahlung konnte nicht vorbereitet werden. Es wurde nichts abgebucht.',
};
