// Prints which rules of the field (GEC-001, INV-04 …) are cited in code or carried by a rule pack, and which of them
// have a test that names them.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const RULE =
  /\b(?:ETS|ALC|CYC|SUR|CAR|BOR|PEN|TRD|PIL|CCR|CCM|CCT|EXC|GEC|ELF|PHI|PTS|CNV|PII|PCF|PACT|INT|SER|SEC|REG|INV|AC)-\d{2,3}\b/g;

/** A file of rules, in the `packs` folder of a room. */
function isPack({ parentPath, name }) {
  return basename(parentPath) === 'packs' && name.endsWith('.json');
}

const files = ['apps', 'libs', 'contracts', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (/\.(ts|sol)$/.test(entry.name) || isPack(entry)))
    .map((entry) => join(entry.parentPath, entry.name)),
);

const cited = new Map();
const tested = new Map();
for (const file of files) {
  const isTest = /\.spec\.ts$/.test(file) || relative(root, file).startsWith('tests');
  for (const [rule] of readFileSync(file, 'utf8').matchAll(RULE)) {
    const into = isTest ? tested : cited;
    into.set(rule, (into.get(rule) ?? new Set()).add(relative(root, file)));
  }
}

const rules = [...new Set([...cited.keys(), ...tested.keys()])].sort();
const first = (places) => [...(places ?? [])].sort()[0] ?? '';
for (const rule of rules) {
  const mark = tested.has(rule) ? 'tested  ' : 'NO TEST ';
  process.stdout.write(
    `${mark} ${rule.padEnd(9)} ${first(cited.get(rule)).padEnd(72)} ${first(tested.get(rule))}\n`,
  );
}
const without = rules.filter((rule) => !tested.has(rule));
process.stdout.write(`\n${rules.length} rules cited, ${rules.length - without.length} with a test\n`);
