export const payment = {
  pay: (amount: string) => `Pay ${amount}`,
  empty: 'There is no invoice to pay yet.',
  draft: 'This invoice is still a draft. Finalize it first.',
  paid: 'This invoice is paid.',
  void: 'This invoice is void. There is nothing to pay.',
  deleted: 'This draft has been deleted.',
  nothing: 'Nothing remains to be paid.',
  not_allowed: 'You may see this invoice, but not pay it.',
  other: (status: string) => `This invoice is ${status}.`,
};
