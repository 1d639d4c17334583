export const finalizeButton = {
  finalize_invoice: 'Rechnung finalisieren',
  empty: 'Es gibt noch keine Rechnung zum Finalisieren.',
  preparing: 'Einen Moment …',
  not_allowed: 'Sie dürfen diesen Entwurf sehen, aber nicht finalisieren.',
  deleted: 'Dieser Entwurf wurde gelöscht.',
  other: (status: string) => `Der Status dieser Rechnung ist „${status}“.`,
};
