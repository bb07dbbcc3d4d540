import { Refusal } from '@carbon/kernel';
import { type NoteSigner, type NoteVerifier, isKeyName } from './note-key';
import { fromBase64, toBase64, toHex } from './strict-text';

/** A C2SP signed note taken apart; nothing of it is to be believed before a trusted key has verified it. */
export interface SignedNote {
  /** What is signed, with its final newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** C2SP signed-note asks verifiers to accept at least 16 signatures and to have a limit. */
const MAX_SIGNATURES = 16;
const KEY_ID_BYTES = 4;
const CONTROL_CHARACTER = /(?!\n)\p{Cc}|\p{Surrogate}/u;
const SIGNATURE_LINE = /^— (?<name>[^ ]+) (?<signature>[^ ]+)$/;

/** Signs a text that ends with a newline. @throws Refusal LOG_NOTE_MALFORMED when the text cannot be that of a note */
export function signNote(text: string, signer: NoteSigner): string {
  const signature = Buffer.concat([Buffer.from(signer.keyId, 'hex'), signer.sign(Buffer.from(text))]);
  const note = `${text}\n— ${signer.name} ${toBase64(signature)}\n`;
  if (parseNote(note).text !== text) throw malformedNote();
  return note;
}

/** Takes a note apart, strictly. @throws Refusal LOG_NOTE_MALFORMED */
export function parseNote(note: string): SignedNote {
  const blankLine = note.lastIndexOf('\n\n');
  if (blankLine < 1 || !note.endsWith('\n') || CONTROL_CHARACTER.test(note)) throw malformedNote();
  const lines = note.slice(blankLine + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformedNote();
  return { text: note.slice(0, blankLine + 1), signatures: lines.map(parseSignatureLine) };
}

/**
 * Whether the key signed the note. Signatures of other keys are ignored (witnesses may add theirs); each one that names
 * this key must be right.
 */
export function isSignedBy(note: SignedNote, verifier: NoteVerifier): boolean {
  const own = note.signatures.filter(({ name, keyId }) => name === verifier.name && keyId === verifier.keyId);
  const message = Buffer.from(note.text);
  return own.length > 0 && own.every(({ signature }) => verifier.verify(message, signature));
}

export function malformedNote(): Refusal {
  return new Refusal('LOG_NOTE_MALFORMED', 422, {
    zh: '不是格式正确的签名文本（C2SP signed-note）',
    en: 'not a well-formed C2SP signed note',
  });
}

function parseSignatureLine(line: string): NoteSignature {
  const parts = SIGNATURE_LINE.exec(line)?.groups;
  const name = parts?.['name'] ?? '';
  const bytes = fromBase64(parts?.['signature'] ?? '');
  if (!isKeyName(name) || bytes === undefined || bytes.length <= KEY_ID_BYTES) throw malformedNote();
  return { name, keyId: toHex(bytes.subarray(0, KEY_ID_BYTES)), signature: bytes.subarray(KEY_ID_BYTES) };
}
