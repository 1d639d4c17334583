export const finalizeButton = {
  finalize_invoice: 'Finalize invoice',
  empty: 'There is no invoice to finalize yet.',
  preparing: 'One moment…',
  not_allowed: 'You may see this draft, but not finalize it.',
  deleted: 'This draft has been deleted.',
  other: (status: string) => `This invoice is ${status}.`,
};
