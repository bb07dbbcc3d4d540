import { readVerifierKey, signerFromSeed } from './note-key';
import { isSignedBy, parseNote, signNote } from './signed-note';

/** The note of the documentation of Go's golang.org/x/mod/sumdb/note. */
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_NOTE =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n" +
  '\n' +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const signer = signerFromSeed('example.com/log', new Uint8Array(32).fill(7));
const witness = signerFromSeed('witness.example', new Uint8Array(32).fill(8));
const verifier = readVerifierKey(signer.verifierKey);
const NOTE = signNote('first\n\nlast\n', signer);
const signatureLine = (note: string) => note.slice(note.lastIndexOf('\n\n') + 2);

describe('signed notes', () => {
  it('a note of another implementation is read and verifies', () => {
    const note = parseNote(GO_NOTE);
    expect(note.text.endsWith('problem is.\n')).toBe(true);
    expect(isSignedBy(note, readVerifierKey(GO_KEY))).toBe(true);
    expect(isSignedBy(parseNote(GO_NOTE.replace('answer', 'question')), readVerifierKey(GO_KEY))).toBe(false);
  });

  it('the text may hold blank lines: the last one ends it', () => {
    expect(parseNote(NOTE).text).toBe('first\n\nlast\n');
    expect(isSignedBy(parseNote(NOTE), verifier)).toBe(true);
  });

  it('signatures of witnesses are ignored, a wrong one of the own key is not', () => {
    const cosigned = NOTE + signatureLine(signNote('first\n\nlast\n', witness));
    expect(isSignedBy(parseNote(cosigned), verifier)).toBe(true);
    const withWrongOne = NOTE + signatureLine(signNote('other\n', signer));
    expect(isSignedBy(parseNote(withWrongOne), verifier)).toBe(false);
  });

  it('a note that only others signed is not signed', () => {
    expect(isSignedBy(parseNote(signNote('first\n', witness)), verifier)).toBe(false);
  });

  const line = signatureLine(NOTE);
  it.each([
    ['no signature', 'text\n\n'],
    ['no blank line', `text\n${line}`],
    ['no text', `\n${line}`],
    ['no final newline', NOTE.slice(0, -1)],
    ['one newline too many', `${NOTE}\n`],
    ['a hyphen for the dash', NOTE.replace('— ', '- ')],
    ['two spaces', NOTE.replace('— ', '—  ')],
    ['a trailing space', NOTE.replace(/\n$/, ' \n')],
    ['carriage returns', NOTE.replaceAll('\n', '\r\n')],
    ['a tab in the text', NOTE.replace('first', 'fir\tst')],
    ['half a character', NOTE.replace('first', 'fir\ud800st')],
    [
      'stray bits in base64',
      NOTE.replace(/(.)=\n$/, (_, last: string) => `${last === 'A' ? 'B' : nextOf(last)}=\n`),
    ],
    ['no base64 padding', NOTE.replace('=', '')],
    [
      'a signature of the key ID alone',
      `text\n\n— ${signer.name} ${Buffer.from('abcd').toString('base64')}\n`,
    ],
    ['17 signatures', `text\n\n${line.repeat(17)}`],
  ])('a note with %s is refused', (_, note) => {
    expect(() => parseNote(note)).toThrow('LOG_NOTE_MALFORMED');
  });

  it('16 signatures are accepted', () => {
    expect(parseNote(`text\n\n${line.repeat(16)}`).signatures).toHaveLength(16);
  });

  it.each(['no newline', '', '\n', 'a\rb\n'])('the text %j cannot be signed', (text) => {
    expect(() => signNote(text, signer)).toThrow('LOG_NOTE_MALFORMED');
  });
});

/** The next base64 digit: sets a bit that padding leaves unused. */
function nextOf(digit: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return digits[digits.indexOf(digit) + 1]!;
}
