/** A dialog whose work runs, is tried again, or has failed. */
export const doing = {
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  attempt: (attempt: string, of: string) => `Try ${attempt} of ${of}`,
  pause: (seconds: string) => `next in ${seconds} s`,
};
