import { Parser } from 'saxen';

/** An element, by its name without prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, trimmed. */
  readonly text: string;
}

/** What a file may hold (own choice): a day of a busy account is a few megabytes. */
export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  /** Characters of one element's text. */
  readonly text: number;
}
export const XML_LIMITS: XmlLimits = {
  bytes: 16 * 1_048_576,
  depth: 24,
  elements: 500_000,
  text: 4_000,
};

export const XML_FAULTS = ['size', 'encoding', 'doctype', 'entity', 'instruction', 'depth', 'form'] as const;
export type XmlFault = (typeof XML_FAULTS)[number];

/** A file that is no XML that we read, and why. */
export class XmlRefused extends Error {
  constructor(readonly fault: XmlFault) {
    super(`XML refused: ${fault}`);
  }
}

/** The five that XML brings itself, and characters by number; whatever else stands behind `&` is an entity of somebody's. */
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,5}|#x[\dA-Fa-f]{1,4});)/;
const DECLARATION = /^<\?xml\s[^?]*\?>$/;
const ENCODING = /encoding\s*=\s*["']([^"']*)["']/;
/** What XML 1.0 allows in a text, halves of characters left out. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

interface Growing extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads a small and plain XML file: UTF-8, no document type, no entities but XML's own, no processing instructions, and no
 * more than the limits. Nothing outside of the file is ever looked at.
 * @throws XmlRefused
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlElement {
  if (bytes.byteLength > limits.bytes) throw new XmlRefused('size');
  const xml = textOf(bytes);
  // one `<!DOCTYPE` can make the rest mean something else: it is looked for before anything is parsed
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(xml)) throw new XmlRefused('doctype');
  const tree = new Tree(limits);
  const parser = new Parser()
    .on('openTag', (name, attributes) => tree.open(name, attributes()))
    .on('closeTag', () => tree.close())
    .on('text', (text, decode) => tree.write(text, decode))
    .on('cdata', (text) => tree.write(text))
    .on('attention', () => refuse('doctype'))
    .on('question', (text) => requireDeclaration(text, xml))
    .on('error', () => refuse('form'))
    // what a lenient reader repairs is another file than the bank wrote
    .on('warn', () => refuse('form'));
  parser.parse(xml);
  return tree.root();
}

function refuse(fault: XmlFault): never {
  throw new XmlRefused(fault);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('encoding');
  }
}

function requireDeclaration(text: string, xml: string): void {
  if (!xml.startsWith(text) || !DECLARATION.test(text)) refuse('instruction');
  const [, encoding = 'utf-8'] = ENCODING.exec(text) ?? [];
  if (encoding.toLowerCase() !== 'utf-8') refuse('encoding');
}

class Tree {
  private readonly open_: Growing[] = [];
  private first: Growing | undefined;
  private elements = 0;

  constructor(private readonly limits: XmlLimits) {}

  open(name: string, attributes: Readonly<Record<string, string>> | false): void {
    if (attributes === false) refuse('form');
    if (++this.elements > this.limits.elements) refuse('size');
    if (this.open_.length >= this.limits.depth) refuse('depth');
    for (const value of Object.values(attributes)) if (value.length > this.limits.text) refuse('size');
    const parent = this.open_.at(-1);
    if (parent === undefined && this.first !== undefined) refuse('form');
    const element: Growing = { name: name.slice(name.indexOf(':') + 1), attributes, children: [], text: '' };
    if (parent === undefined) this.first = element;
    else parent.children.push(element);
    this.open_.push(element);
  }

  close(): void {
    const element = this.open_.pop();
    if (element !== undefined) element.text = element.text.trim();
  }

  write(text: string, decode?: (text: string) => string): void {
    if (decode !== undefined && REFERENCE.test(text)) refuse('entity');
    const plain = decode === undefined ? text : decode(text);
    if (FORBIDDEN.test(plain)) refuse('form');
    const element = this.open_.at(-1);
    if (element === undefined) return;
    element.text += plain;
    if (element.text.length > this.limits.text && element.children.length === 0) refuse('size');
  }

  root(): XmlElement {
    return this.first ?? refuse('form');
  }
}
