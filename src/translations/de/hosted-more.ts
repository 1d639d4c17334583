export const hostedMore = {
  qr: 'QR-Code',
  qr_hint: 'Zum Scannen von diesem Bildschirm.',
  qr_title: 'Scannen, um die Rechnung zu öffnen',
  qr_label: (number: string) => `QR-Code mit dem Link zur Rechnung ${number}`,
  qr_warning: 'Wer ihn scannt, kann diese Rechnung sehen und bezahlen.',
  qr_too_long: 'Der Link ist zu lang für einen QR-Code. Kopieren Sie ihn stattdessen.',
  close: 'Schließen',

  mail: 'Selbst per E-Mail senden',
  mail_hint: (email: string) =>
    `Öffnet Ihr eigenes E-Mail-Programm${email && ` mit einer Nachricht an ${email}`}. Das ist nicht die E-Mail von Stripe: Stripe verschickt nichts und weiß nichts davon.`,
  mailed: 'Ihr E-Mail-Programm sollte jetzt offen sein. Falls nicht:',
  mail_open: 'Nachricht öffnen',
  subject: (number: string, seller: string) => `Rechnung ${number}${seller && ` von ${seller}`}`,
  greeting: 'Guten Tag,',
  here_due: (number: string, amount: string, date: string) =>
    `hier ist die Rechnung ${number} über ${amount}, fällig am ${date}:`,
  here_open: (number: string, amount: string) => `hier ist die Rechnung ${number} über ${amount}:`,
  here: (number: string) => `hier ist die Rechnung ${number}:`,
  there: 'Dort können Sie sie ansehen und als PDF speichern.',
  there_pay: 'Dort können Sie sie ansehen, als PDF speichern und bezahlen.',

  share: 'Teilen',
  share_hint: 'Mit einer App dieses Geräts.',
  share_ready: 'Der Link ist bereit.',
  share_now: 'Jetzt teilen',
  share_failed: 'Dieses Gerät konnte ihn nicht teilen. Kopieren Sie stattdessen den Link.',
};
