/** Reads an uncompressed PDF of ours as a reader would copy from it: by the maps from glyphs back to characters. */
export function textOfPdf(pdf: Buffer): string {
  const source = pdf.toString('latin1');
  const objects = new Map<string, string>();
  for (const [, id, body] of source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(id ?? '', body ?? '');
  const maps = new Map<string, Map<number, string>>();
  for (const [, name, id] of source.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = objects.get(id ?? '') ?? '';
    const cmap = objects.get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? '') ?? '';
    maps.set(name ?? '', charactersOf(cmap));
  }
  let text = '';
  let font = new Map<number, string>();
  for (const [, name, glyphs] of source.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = maps.get(name) ?? new Map<number, string>();
    if (glyphs === undefined) continue;
    for (const [, hex] of glyphs.matchAll(/<([0-9a-f]+)>/g)) {
      for (const code of hex?.match(/.{4}/g) ?? []) text += font.get(Number.parseInt(code, 16)) ?? '';
    }
    text += '\n';
  }
  return text;
}

/** What each glyph of a ToUnicode map stands for. */
function charactersOf(cmap: string): Map<number, string> {
  const characters = new Map<number, string>();
  for (const [, start, list] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    const first = Number.parseInt(start ?? '', 16);
    (list ?? '').match(/<[0-9a-f ]+>/g)?.forEach((each, at) => {
      const units = each.replace(/[<> ]/g, '').match(/.{4}/g) ?? [];
      characters.set(first + at, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    });
  }
  return characters;
}
