import { EMPTY_ROOT, leafHash } from './merkle-hash';
import { openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint';
import { signerFromSeed } from './note-key';
import { signNote } from './signed-note';

const signer = signerFromSeed('carbon.example/log', new Uint8Array(32).fill(1));
const other = signerFromSeed('carbon.example/log', new Uint8Array(32).fill(2));
const root = leafHash(Buffer.from('x'));
const rootText = Buffer.from(root).toString('base64');
const HEAD = `carbon.example/log\n18446744073709551615\n${rootText}\n`;

describe('checkpoints', () => {
  it('the example of C2SP tlog-checkpoint is read', () => {
    const example =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';
    const { origin, size, note } = parseCheckpoint(example);
    expect({ origin, size }).toEqual({ origin: 'example.com/behind-the-sofa', size: 20_852_163n });
    expect(note.signatures[0]?.keyId).toBe('033de0ae');
  });

  it('is three lines and a signature, and opens with the key that signed it', () => {
    const note = signCheckpoint({ size: 2n ** 64n - 1n, root }, signer);
    expect(note.startsWith(`${HEAD}\n— carbon.example/log `)).toBe(true);
    expect(openCheckpoint(note, signer.verifierKey)).toEqual({
      origin: 'carbon.example/log',
      size: 2n ** 64n - 1n,
      root,
    });
  });

  it('of the empty log has size 0', () => {
    const note = signCheckpoint({ size: 0n, root: EMPTY_ROOT }, signer);
    expect(openCheckpoint(note, signer.verifierKey).size).toBe(0n);
  });

  it('does not open with another key, nor with text changed after signing', () => {
    const note = signCheckpoint({ size: 5n, root }, signer);
    expect(() => openCheckpoint(note, other.verifierKey)).toThrow('LOG_CHECKPOINT_NOT_SIGNED');
    expect(() => openCheckpoint(note.replace('\n5\n', '\n6\n'), signer.verifierKey)).toThrow(
      'LOG_CHECKPOINT_NOT_SIGNED',
    );
  });

  it('of another log is refused though this key signed it', () => {
    const note = signNote(HEAD.replace('carbon', 'other'), signer);
    expect(() => openCheckpoint(note, signer.verifierKey)).toThrow('LOG_CHECKPOINT_NOT_SIGNED');
  });

  it.each([
    ['a leading zero', HEAD.replace('\n1', '\n01')],
    ['a size beyond 64 bits', HEAD.replace('615\n', '616\n')],
    ['a negative size', HEAD.replace('\n1', '\n-1')],
    ['a plus sign', HEAD.replace('\n1', '\n+1')],
    ['an empty size', `carbon.example/log\n\n${rootText}\n`],
    ['a short root', HEAD.replace(rootText, rootText.slice(4))],
    ['base64url', HEAD.replace(rootText, Buffer.alloc(32, 0xff).toString('base64url'))],
    ['no root', 'carbon.example/log\n5\n'],
    ['no origin', HEAD.replace('carbon.example/log', '')],
    ['an extension line', `${HEAD}extension\n`],
    ['a blank fourth line', `${HEAD}\n`],
  ])('a checkpoint with %s is refused', (_, text) => {
    expect(() => parseCheckpoint(signNote(text, signer))).toThrow(/LOG_(CHECKPOINT|NOTE)_MALFORMED/);
  });

  it('a head with a root that is no hash is not signed', () => {
    expect(() => signCheckpoint({ size: 1n, root: root.subarray(1) }, signer)).toThrow(
      'LOG_CHECKPOINT_MALFORMED',
    );
  });
});
