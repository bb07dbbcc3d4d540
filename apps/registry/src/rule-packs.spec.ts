import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { announcements, standardsOn, standardWarnings } from '@carbon/rules/domain';
import { broughtStandards, ruleFamilies } from './rule-packs';

const folder = join(__dirname, '../../../libs/rules/packs');
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>;

it('INV-10 every pack of libs/rules is brought by a room, so that it is kept and can be looked up', () => {
  const brought = [
    ...ruleFamilies
      .all()
      .flatMap(({ packs }) => packs.versions().map(({ version }) => `${packs.id}@${version}`)),
    ...announcements.map(({ id, version }) => `${id}@${version}`),
  ];
  expect(Object.keys(manifest).filter((name) => !brought.includes(name))).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(
    Object.keys(manifest).length + 1,
  );
});

it('S37 methodologies that run stand in the register, each edition once', () => {
  const { standards } = standardsOn('2026-03-02', broughtStandards);
  const codes = standards.map(({ code }) => code);
  expect(codes).toContain('methodology-CCER-01-002-V01@2023.1');
  expect(new Set(codes).size).toBe(codes.length);
  const about = standardWarnings(standards, '2026-03-02').flatMap((one) => one.codes);
  expect(about.filter((code) => code.startsWith('methodology-'))).toEqual([]);
});

it('packs that the register says rest on a standard are packs of the platform', () => {
  const { standards } = standardsOn('2026-03-02', broughtStandards);
  const named = new Set(standards.flatMap(({ usedIn }) => usedIn ?? []));
  expect([...named].filter((id) => ruleFamilies.find(id) === undefined)).toEqual([]);
});
