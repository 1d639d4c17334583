/** More ways to bring the link to the customer. */
export const hostedMore = {
  qr: 'QR code',
  qr_hint: 'To be scanned from this screen.',
  qr_title: 'Scan to open the invoice',
  qr_label: (number: string) => `QR code with the link to invoice ${number}`,
  qr_warning: 'Whoever scans it can see this invoice and pay it.',
  qr_too_long: 'The link is too long for a QR code. Copy it instead.',
  close: 'Close',

  mail: 'Email it yourself',
  mail_hint: (email: string) =>
    `Opens your own mail program${email && `, with a message to ${email}`}. It is not Stripe’s email: Stripe sends nothing, and does not know of it.`,
  mailed: 'Your mail program should be open now. If it is not:',
  mail_open: 'Open the message',
  subject: (number: string, seller: string) => `Invoice ${number}${seller && ` from ${seller}`}`,
  greeting: 'Hello,',
  here_due: (number: string, amount: string, date: string) =>
    `here is invoice ${number} over ${amount}, due ${date}:`,
  here_open: (number: string, amount: string) => `here is invoice ${number} over ${amount}:`,
  here: (number: string) => `here is invoice ${number}:`,
  there: 'You can look at it there and save it as a PDF.',
  there_pay: 'You can look at it there, save it as a PDF, and pay it.',

  share: 'Share',
  share_hint: 'With an app of this device.',
  share_ready: 'The link is ready.',
  share_now: 'Share it now',
  share_failed: 'This device could not share it. Copy the link instead.',
};
