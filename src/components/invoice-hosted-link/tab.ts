/** A new tab that is opened with the click, while the browser still allows it, and learns later where to go. */
export interface PendingTab {
  /** Goes there without telling where from, and without a way back to this page. */
  go(url: string): void;
  close(): void;
}

/** Null where the browser has blocked it. */
export function openTab(message: string): PendingTab | null {
  // Not with `noopener`: that would give nothing to steer. The way back is cut by hand instead.
  const tab = window.open('about:blank', '_blank');
  if (!tab) return null;
  tab.opener = null;
  tab.document.title = message;
  tab.document.body.textContent = message;
  return {
    go(url) {
      const link = tab.document.createElement('a');
      link.href = url;
      link.rel = 'noreferrer';
      tab.document.body.append(link);
      link.click();
    },
    close: () => tab.close(),
  };
}
