/** What is said while the invoices of a list are written into a file. */
export const listExport = {
  stop: 'Stop',
  starting: 'Exporting…',
  written: (count: string) => `${count} written…`,
  done: (count: string, one: boolean) => (one ? '1 invoice exported' : `${count} invoices exported`),
  nothing: 'No invoice matches: there was nothing to export.',
  failed: (count: string) => `Not saved yet: it stopped after ${count}, and can go on from there.`,
  stopped: 'Export stopped. Nothing was saved.',
  file: 'invoices',
};
