import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '@carbon/kernel';
import { locateBinaries, recreateLinks } from './postgres-binaries';

describe('the embedded binaries', () => {
  it('are those of the package for this machine', () => {
    const found = locateBinaries();
    expect(found.major).toBe(18);
    expect(lstatSync(found.initdb).isFile()).toBe(true);
  });

  it('are refused with the name of the platform where npm installed none', () => {
    const nothing = (name: string): string => {
      throw new Error(`Cannot find module '${name}'`);
    };
    try {
      locateBinaries(nothing);
      throw new Error('found');
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      const refusal = error as Refusal;
      expect(refusal.code).toBe('DATABASE_BINARIES_MISSING');
      expect(refusal.text.en).toContain(process.arch);
      expect(refusal.text.en).toContain('DATABASE_URL');
    }
  });

  it('get the links that an install script did not make', () => {
    const root = mkdtempSync(join(tmpdir(), 'carbon-links-'));
    try {
      mkdirSync(join(root, 'native', 'lib'), { recursive: true });
      writeFileSync(join(root, 'native', 'lib', 'libpq.so.5.18'), 'library');
      const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
      writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
      recreateLinks(root);
      recreateLinks(root);
      expect(lstatSync(join(root, 'native', 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(root, 'native', 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
