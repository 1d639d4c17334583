/**
 * HTML as text, safe by default: what is put into the template is escaped unless it is HTML itself.
 */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | Html | readonly Html[] | null;

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, piece, index) => text + written(parts[index - 1] ?? null) + piece));
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string')
    return part.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return part instanceof Html ? part.text : part.map(({ text }) => text).join('');
}
