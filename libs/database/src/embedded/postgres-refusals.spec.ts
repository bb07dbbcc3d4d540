import { Refusal } from '@carbon/kernel';
import { refusalFromFileError, refusalFromOutput } from './postgres-refusals';

const place = { directory: '/srv/carbon', port: 15432 };

describe('what the server wrote when it failed becomes a refusal that says what to do', () => {
  it.each([
    ['initdb: error: could not write to file: No space left on device', 'DATABASE_DISK_FULL'],
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'DATABASE_DISK_FULL'],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'DATABASE_PORT_IN_USE'],
    ['initdb: error: could not access directory: Permission denied', 'DATABASE_DIRECTORY_NOT_WRITABLE'],
    ['pg_ctl: server did not start in time', 'DATABASE_START_TIMEOUT'],
    ['FATAL:  something nobody foresaw', 'DATABASE_START_FAILED'],
  ])('%s → %s', (output, code) => {
    expect(refusalFromOutput(output, place)).toMatchObject({ code, status: 503 });
  });

  it('shows the last lines of a long log only', () => {
    const log = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    const refusal = refusalFromOutput(log, place);
    expect(refusal.details['log']).toContain('line 39');
    expect(refusal.details['log']).not.toContain('line 20\n');
  });

  it.each([
    ['ENOSPC', 'DATABASE_DISK_FULL'],
    ['EROFS', 'DATABASE_DIRECTORY_NOT_WRITABLE'],
  ])('the file system fault %s → %s', (fault, code) => {
    const error = Object.assign(new Error(fault), { code: fault });
    expect(refusalFromFileError(error, place.directory)).toMatchObject({ code });
  });

  it('leaves other errors, and refusals, as they are', () => {
    const refusal = new Refusal('X', 503, { zh: '', en: '' });
    expect(refusalFromFileError(refusal, '/')).toBe(refusal);
  });
});
