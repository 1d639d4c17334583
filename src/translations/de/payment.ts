export const payment = {
  pay: (amount: string) => `${amount} bezahlen`,
  empty: 'Es gibt noch keine Rechnung zum Bezahlen.',
  draft: 'Diese Rechnung ist noch ein Entwurf. Finalisieren Sie sie zuerst.',
  paid: 'Diese Rechnung ist bezahlt.',
  void: 'Diese Rechnung ist storniert. Es ist nichts zu zahlen.',
  deleted: 'Dieser Entwurf wurde gelöscht.',
  nothing: 'Es bleibt nichts zu zahlen.',
  not_allowed: 'Sie dürfen diese Rechnung sehen, aber nicht bezahlen.',
  other: (status: string) => `Der Status dieser Rechnung ist „${status}“.`,
};
