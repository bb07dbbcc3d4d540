import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDirectoryLock } from './directory-lock';

let directory: string;
let file: string;
const options = { timeoutMs: 5_000, busy: (pid?: number): Error => new Error(`busy ${pid ?? ''}`) };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'carbon-lock-'));
  file = join(directory, 'lock');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a directory lock', () => {
  it('lets one caller in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withDirectoryLock(file, options, work)));
    expect(most).toBe(1);
  });

  it('is given back when the work fails', async () => {
    await expect(withDirectoryLock(file, options, () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
    expect(await withDirectoryLock(file, options, () => Promise.resolve('in'))).toBe('in');
  });

  it('is refused while a living process holds it, naming that process', async () => {
    writeFileSync(file, String(process.ppid));
    const impatient = { ...options, timeoutMs: 60 };
    await expect(withDirectoryLock(file, impatient, () => Promise.resolve())).rejects.toThrow(
      `busy ${process.ppid}`,
    );
    expect(readFileSync(file, 'utf8')).toBe(String(process.ppid));
  });

  it.each([
    ['a dead process', '999999999'],
    ['an earlier process with our own number', String(process.pid)],
  ])('is taken over from %s', async (_, pid) => {
    writeFileSync(file, pid);
    expect(await withDirectoryLock(file, options, () => Promise.resolve('in'))).toBe('in');
  });

  it('is taken over when its holder has not shown life for long, whoever has its number now', async () => {
    writeFileSync(file, String(process.ppid));
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    expect(await withDirectoryLock(file, options, () => Promise.resolve('in'))).toBe('in');
  });
});
