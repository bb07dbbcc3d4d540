import { Clamd, EICAR } from './clamd.spec-support';
import { ClamdScanner } from './clamd-scanner';
import { noScanner } from './content-scanner';

describe('scanning for viruses', () => {
  let clamd: Clamd;
  const scanner = () => new ClamdScanner({ host: '127.0.0.1', port: clamd.port, patienceMs: 3_000 });

  beforeEach(async () => {
    clamd = await Clamd.start();
  });
  afterEach(() => clamd.stop());

  it('a clean file is clean, also one of many chunks', async () => {
    expect(await scanner().scan(Buffer.from('a contract'))).toEqual({ verdict: 'clean' });
    expect(await scanner().scan(Buffer.alloc(1_000_000, 'a'))).toEqual({ verdict: 'clean' });
  });

  it('the test virus is found, also across a boundary of chunks', async () => {
    const infected = { verdict: 'infected', signature: 'Eicar-Test-Signature' };
    expect(await scanner().scan(Buffer.from(EICAR))).toEqual(infected);
    const across = Buffer.concat([Buffer.alloc(65_536 - 20, 'a'), Buffer.from(EICAR)]);
    expect(await scanner().scan(across)).toEqual(infected);
  });

  it.each(['silent', 'limited', 'rambling'] as const)(
    'nothing passes when the scanner is %s',
    async (mood) => {
      clamd.mood = mood;
      await expect(scanner().scan(Buffer.from('a contract'))).rejects.toThrow('DOCUMENT_SCANNER_UNAVAILABLE');
    },
  );

  it('nothing passes when the scanner is gone', async () => {
    const gone = new ClamdScanner({ host: '127.0.0.1', port: 1 });
    await expect(gone.scan(Buffer.from('a'))).rejects.toThrow('DOCUMENT_SCANNER_UNAVAILABLE');
  });

  it('without a scanner nothing is claimed', async () => {
    expect(await noScanner.scan(Buffer.from(EICAR))).toEqual({ verdict: 'not-scanned' });
  });
});
