import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findingsIn } from './scan-secrets';
import { trackedFiles, walk } from './tracked-files';

const root = resolve(__dirname, '../..');

/** Texts are read as text; a file with a zero byte is none. */
function textOf(file: string): string | undefined {
  const path = join(root, file);
  // removed from the working tree, still in the index
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

it('no secret, no path of a build machine and no host of a registry stands in the repository', () => {
  const files = trackedFiles(root);
  expect(files).toContain('package.json');
  const findings = files.flatMap((file) => {
    const text = textOf(file);
    return text === undefined ? [] : findingsIn(file, text, root);
  });
  expect(findings).toEqual([]);
});

describe('the scanner', () => {
  // put together here, so that this file does not hold what it looks for
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  const line = (...parts: string[]) => parts.join('');
  const whatIn = (text: string, file = 'a.ts') => findingsIn(file, text).map(({ what }) => what);

  it.each([
    ['a private key', line('-----BEGIN ', 'PRIVATE KEY-----')],
    ['a private key', line('-----BEGIN RSA ', 'PRIVATE KEY-----')],
    ['a private key', line('-----BEGIN OPENSSH ', 'PRIVATE KEY-----')],
    ['a key that signs checkpoints', line('PRIVATE+', `KEY+carbon.example/log+${hex(4)}+`, hex(33))],
    ['a key of the chain', line('"admin": "', `0x${hex(32)}"`)],
    ['a key of the chain', line('privateKey: ', `'${hex(32)}'`)],
    ...['ck', 'cs', 'cr', 'pr', 'iv'].map((kind) => ['a token of ours', line(`${kind}_`, random(32))]),
    ['a password in an address', line('postgres://carbon', `:${random(9)}@db.internal/carbon`)],
    ['a password in an address', line('smtps://', `user:${hex(8)}@mail.internal:465`)],
    ['a path of a build machine', line('"/home', '/somebody/carbon-ledger/dist"')],
    ['a path of a build machine', line('at file (/Users', '/somebody/x.ts:1:1)')],
    ['a path of a build machine', line('C:\\Users', '\\somebody\\carbon')],
    ['a host of a package registry', line('https://registry.', 'npmmirror.com/x')],
    ['a host of a package registry', line('https://acme.', 'jfrog.io/api')],
  ])('finds %s', (what, text) => {
    expect(whatIn(`first\n${text}\nlast`)).toEqual([what]);
    expect(findingsIn('a.ts', `first\n${text}`)[0]).toMatchObject({ file: 'a.ts', line: 2 });
  });

  it('finds a real one behind an example on the same line', () => {
    const both = line('smtp://user:password@host ', `smtp://user:${hex(8)}@host`);
    expect(whatIn(both)).toEqual(['a password in an address']);
  });

  it('finds the path of the checkout itself, wherever that is', () => {
    const here = ['', 'srv', 'carbon.ledger'].join('/');
    expect(findingsIn('a.ts', `see ${here}/dist`, here)).toHaveLength(1);
    expect(findingsIn('a.ts', `see ${here}s/dist`, here)).toEqual([]);
    expect(findingsIn('a.ts', 'see /app/dist', '/app')).toEqual([]);
  });

  it.each([
    ['an example address', 'smtps://user:password@host:465'],
    ['an address that code fills in', 'postgres://${user}:${passwordOf(place)}@127.0.0.1/carbon'],
    ['an address with a port', 'http://127.0.0.1:3000/docs'],
    ['the form of a token', 'Bearer cs_…'],
    ['a hash', `const ROOT = '0x${'ab'.repeat(32)}'`],
    ['a name with a prefix inside', `specs_${'a'.repeat(60)}`],
    ['a route', '/v1/users/:id/sessions'],
    ['a part of a path', 'libs/home/root/x.ts'],
  ])('leaves %s alone', (_, text) => {
    expect(whatIn(text)).toEqual([]);
  });

  it('a lockfile names no address, least of all of another registry', () => {
    const inLockfile = (text: string) => whatIn(text, 'package-lock.json');
    const resolved = (address: string) => `      "resolved": "${address}",`;
    const host = line('https://registry.', 'npmjs.org');
    expect(inLockfile(resolved('apps/cli'))).toEqual([]);
    expect(inLockfile(resolved(`${host}/pg/-/pg-8.23.1.tgz`))).toEqual(['a resolved address']);
    expect(inLockfile(resolved('https://mirror.internal/pg.tgz'))).toEqual(['another registry']);
    expect(inLockfile(resolved(`${host}.evil.example/pg.tgz`))).toEqual(['another registry']);
    expect(inLockfile('"version": "https://mirror.internal/pg-8.23.1.tgz"')).toEqual(['another registry']);
  });

  it('looks at an unpacked archive too, and there not at what is made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'carbon-ledger-archive-'));
    try {
      mkdirSync(join(folder, 'libs/node_modules/pg'), { recursive: true });
      writeFileSync(join(folder, 'libs/node_modules/pg/index.js'), '');
      writeFileSync(join(folder, 'libs/a.ts'), '');
      writeFileSync(join(folder, 'package.json'), '');
      expect(walk(folder, folder).sort()).toEqual(['libs/a.ts', 'package.json']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
