/** A page for everybody: one column, our style sheet, nothing from elsewhere. `body` and `script` are HTML. */
export function publicPage(title: string, body: string, script = ''): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escapeText(title)}</title><link rel="stylesheet" href="/r/assets/receipt.css">${script}</head><body><main>${body}</main></body></html>`;
}

/** Text as it stands in HTML. */
export function escapeText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
