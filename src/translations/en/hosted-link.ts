export const hostedLink = {
  view: 'View invoice',
  copy: 'Copy link',
  copied: 'Copied',
  pdf: 'PDF',
  opening: 'Opening the invoice…',
  newTab: 'opens in a new tab',
  draft: 'There is no link yet: Stripe makes it when the invoice is finalized.',
  gone: 'This draft was deleted and never had a link.',
  missing: 'Stripe has given no link for this invoice.',
  forbidden: 'You may see this invoice, but not its link. Whoever has the link can see and pay it.',
  untrusted: (host: string) =>
    `The link leads to ${host || 'an address that cannot be read'}, which is not a known address of Stripe. It is not opened.`,
  until: (date: string) => `Links to this invoice work until ${date}.`,
  expired:
    'This link has probably expired: Stripe closes it 30 days after the due date. Each click here asks for a new one.',
  blocked: 'Your browser has blocked the new tab. Open it from here:',
  copyByHand: 'Your browser does not let this page copy. Copy it from here:',
  link: 'Link to the invoice',
  more: 'More ways',
};
