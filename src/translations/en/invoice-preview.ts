/** What stands around the document, in the reader's own language. */
export const invoicePreview = {
  label: 'The invoice as the customer sees it',
  print: 'Print or save as PDF',
  no_print: 'This browser cannot print. Open the PDF of the invoice instead.',
  language: (language: string) => `In ${language}, the customer’s language.`,
  empty: 'There is nothing to show yet.',
  deleted: 'This draft has been deleted.',
  incomplete: 'Not all items could be read, so the document is not complete.',
  opening: 'Opening the invoice…',
  no_link: 'The link to pay this invoice cannot be had now.',
};
