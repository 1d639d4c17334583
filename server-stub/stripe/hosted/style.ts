/** The hosted page's stylesheet, served at `/i/style.css`. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fff, #17181d);
  --ground: light-dark(#f5f5f7, #0e0f12);
  --ink: light-dark(#1b1d24, #eceef2);
  --soft: light-dark(#5b6070, #a4aab8);
  --line: light-dark(#e4e5ea, #2c2e37);
  --field: light-dark(#868b9a, #7a8090);
  --accent: light-dark(#4338ca, #a5a1ff);
  --on-accent: light-dark(#fff, #14112f);
  --info: light-dark(#1a56b4, #93bfff);
  --positive: light-dark(#0b6b37, #6ddc9a);
  --urgent: light-dark(#b3261a, #ff9a8f);
  --neutral: light-dark(#505a69, #b4bcc8);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 100%/1.5 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  -webkit-text-size-adjust: 100%;
}
main {
  display: grid;
  gap: 1.5rem;
  inline-size: min(100% - 2rem, 66rem);
  margin: clamp(1.5rem, 6vw, 4.5rem) auto 2rem;
}
h1, h2, p, dl, dd { margin: 0; }
h2 { font-size: 1rem; font-weight: 600; }
.summary { display: grid; gap: 0.5rem; align-content: start; }
.seller { font-weight: 600; }
h1 { display: grid; font-weight: 400; }
.what { color: var(--soft); font-size: 1rem; overflow-wrap: anywhere; }
.headline { font-size: clamp(2rem, 1.4rem + 3vw, 3rem); font-weight: 650; line-height: 1.15; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.when { display: flex; flex-wrap: wrap; align-items: center; gap: 0.625rem; color: var(--soft); }
.status {
  --tone: var(--neutral);
  padding: 0.0625rem 0.5rem;
  border: 1px solid color-mix(in srgb, var(--tone) 40%, transparent);
  border-radius: 0.375rem;
  background: color-mix(in srgb, var(--tone) 10%, var(--paper));
  color: var(--tone);
  font-size: 0.875rem;
  font-weight: 600;
}
.status[data-tone='info'] { --tone: var(--info); }
.status[data-tone='positive'] { --tone: var(--positive); }
.status[data-tone='urgent'] { --tone: var(--urgent); }
.note { max-inline-size: 34rem; margin-block-start: 0.5rem; }
.download { margin-block-start: 0.25rem; }
a { color: var(--accent); text-underline-offset: 0.2em; }
.payment, .document {
  padding: clamp(1.125rem, 3.5vw, 2rem);
  border: 1px solid var(--line);
  border-radius: 0.875rem;
  background: var(--paper);
}
.payment { display: grid; gap: 1rem; align-content: start; }
.problem {
  padding: 0.75rem 0.875rem;
  border-inline-start: 3px solid var(--urgent);
  border-radius: 0.25rem;
  background: color-mix(in srgb, var(--urgent) 8%, var(--paper));
}
.problem strong { color: var(--urgent); }
.waiting {
  padding: 0.75rem 0.875rem;
  border-inline-start: 3px solid var(--info);
  border-radius: 0.25rem;
  background: color-mix(in srgb, var(--info) 8%, var(--paper));
}
fieldset { min-inline-size: 0; margin: 0; padding: 0; border: 0; }
.cards { overflow: hidden; border: 1px solid var(--line); border-radius: 0.625rem; }
legend { padding: 0; margin-block-end: 0.5rem; color: var(--soft); font-size: 0.875rem; }
label { display: flex; align-items: center; gap: 0.75rem; min-block-size: 2.75rem; padding: 0.5rem 0.875rem; cursor: pointer; }
label + label { border-block-start: 1px solid var(--line); }
label:has(:checked) { background: color-mix(in srgb, var(--accent) 7%, transparent); }
label > span { display: grid; }
label:has(:checked) .digits { font-weight: 600; }
.digits { font-variant-numeric: tabular-nums; white-space: nowrap; }
small { color: var(--soft); font-size: 0.8125rem; }
input[type='radio'] { flex: none; inline-size: 1.125rem; block-size: 1.125rem; margin: 0; accent-color: var(--accent); }
button {
  min-block-size: 3rem;
  padding: 0.625rem 1rem;
  border: 1px solid transparent;
  border-radius: 0.625rem;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-size: 1.0625rem;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
  cursor: pointer;
}
button.second { border-color: var(--field); background: none; color: var(--ink); }
button.second:hover { background: color-mix(in srgb, var(--ink) 6%, transparent); }
button:not(.second):hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.document { display: grid; gap: 1.75rem; }
.parties { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr)); gap: 1.5rem; }
address { display: grid; align-content: start; font-style: normal; overflow-wrap: anywhere; }
address h2, dt, thead th { color: var(--soft); font-size: 0.875rem; font-weight: 400; }
.parties dl { display: grid; gap: 0.5rem; align-content: start; }
.memo { max-inline-size: 44rem; white-space: pre-line; overflow-wrap: anywhere; }
table { inline-size: 100%; border-collapse: collapse; }
th, td { padding: 0.625rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { padding-block: 0 0.5rem; }
tbody th { font-weight: 500; overflow-wrap: anywhere; }
th + th, td { padding-inline-start: 1.25rem; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.totals { display: grid; gap: 0.375rem; justify-self: end; inline-size: min(100%, 22rem); font-variant-numeric: tabular-nums; }
.totals div { display: flex; justify-content: space-between; gap: 1.5rem; }
.totals dt { font-size: 1rem; }
.totals .strong { padding-block-start: 0.5rem; border-block-start: 1px solid var(--line); font-weight: 650; }
.totals .strong dt { color: inherit; font-weight: inherit; }
footer { padding: 0 1rem 2.5rem; color: var(--soft); font-size: 0.875rem; text-align: center; }
.empty { max-inline-size: 32rem; gap: 0.5rem; padding-block: 10vh; }
.empty h1 { font-size: 1.5rem; font-weight: 650; }
.ask { max-inline-size: 26rem; padding-block-start: 4vh; }
.ask form {
  display: grid;
  gap: 0.875rem;
  padding: clamp(1.125rem, 6vw, 2rem);
  border: 1px solid var(--line);
  border-radius: 0.875rem;
  background: var(--paper);
}
.ask h1 { font-size: 1.375rem; font-weight: 650; line-height: 1.25; }
.amount { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 1rem; padding-block: 0.75rem; border-block: 1px solid var(--line); font-variant-numeric: tabular-nums; }
.back { text-align: center; }
@media (width >= 60rem) {
  main:has(.payment) { grid-template-columns: minmax(0, 1fr) 22rem; column-gap: 2.5rem; }
  .summary, .document { grid-column: 1; }
  .payment { position: sticky; align-self: start; inset-block-start: 1.5rem; grid-column: 2; grid-row: 1 / span 2; }
  main:not(:has(.payment)) { inline-size: min(100% - 2rem, 52rem); }
}
@media (width < 36rem) {
  thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: grid; grid-template-columns: auto auto 1fr; padding-block: 0.75rem; border-block-end: 1px solid var(--line); }
  tbody th { grid-column: 1 / -1; }
  th, td { padding: 0.125rem 0; border: 0; }
  td:nth-of-type(2)::before { content: '×'; padding-inline: 0.5rem; color: var(--soft); }
  td { color: var(--soft); }
  td:last-child { color: inherit; font-weight: 600; }
  .totals { inline-size: 100%; }
}
@media (forced-colors: active) {
  button, .status, .problem, .waiting { border: 1px solid; }
}
@media print {
  :root { color-scheme: light; }
  body { background: none; }
  .payment, .download, footer, .note { display: none; }
  .document { padding: 0; border: 0; }
  main { inline-size: 100%; margin: 0; }
}
`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#4f46e5" d="M3 1h10v14l-2-1.5L9.5 15 8 13.5 6.5 15 5 13.5 3 15z"/><path stroke="#fff" stroke-width="1.3" d="M5.5 5h5M5.5 8h5"/></svg>`;
