/**
 * Puts text on the clipboard that is still on its way, begun within the click: Safari and Firefox forget the click while
 * they wait. False where the browser does not allow it, or there was no text.
 */
export async function copyText(text: Promise<string>): Promise<boolean> {
  // A failure to read is the caller's, who waits for the same promise.
  text.catch(() => undefined);
  try {
    const blob = text.then((it) =>
      it ? new Blob([it], { type: 'text/plain' }) : Promise.reject(new Error()),
    );
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    return false;
  }
}
