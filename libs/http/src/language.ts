import type { Language } from '@carbon/kernel';

/**
 * The language of an answer by `Accept-Language` (RFC 9110 section 12.5.4): Chinese or English, whichever has the larger
 * weight; the first named on a tie; Chinese when neither is named.
 */
export function languageOf(header: string | undefined): Language {
  let best: { language: Language; weight: number } = { language: 'zh', weight: 0 };
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const language = /^(zh|en)(-|$)/.exec(range)?.[1] as Language | undefined;
    if (language === undefined) continue;
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    if (weight > best.weight) best = { language, weight };
  }
  return best.language;
}
