import { DOCUMENT_TYPES, type DocumentType, endingOf } from './document-type';

export const LONGEST_NAME = 120;
const NAMELESS = 'document';

/** Not for names: control and invisible characters (which can turn the reading direction), what shells and HTML mean. */
const UNWANTED = /[\p{C}\p{Zl}\p{Zp}<>:"|?*`$;&%\\/]/gu;

/** The last part of a name as sent, without anything that means something to a path, a header, a shell or a browser. */
export function cleanName(sent: string): string {
  const last = sent.split(/[/\\]/).at(-1) ?? '';
  return last.replace(UNWANTED, '').replace(/\s+/g, ' ').trim().replace(/^\.+/, '').trim() || NAMELESS;
}

/** A clean name with an ending that says what the file is, at most 120 characters long. */
export function documentName(sent: string, type: DocumentType): string {
  const endings: readonly string[] = DOCUMENT_TYPES[type];
  const name = cleanName(sent);
  const own = endingOf(name);
  const fits = own !== undefined && endings.includes(own);
  const stem = fits ? name.slice(0, -own.length - 1) : name;
  const ending = fits ? own : (endings[0] ?? '');
  const kept = Array.from(stem === '' ? NAMELESS : stem).slice(0, LONGEST_NAME - ending.length - 1);
  return `${kept.join('')}.${ending}`;
}

/** How a download is named (RFC 6266): plain ASCII for old readers, the whole name for the others. */
export function attachmentOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
