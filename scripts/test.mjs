// `npm test`: everything that is checked, in the order in which a fault is cheapest to find. Says what it does, how far it
// is, and in the end how many tests passed.
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const scratch = mkdtempSync(join(tmpdir(), 'carbon-ledger-test-'));
const report = join(scratch, 'jest.json');
const say = (line) => process.stdout.write(`${line}\n`);
const bin = (name) => join(root, 'node_modules', '.bin', name);

function command(program, ...parameters) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true', NO_UPDATE_NOTIFIER: '1' },
      shell: process.platform === 'win32',
    });
    child.on('exit', (code) => resolve(code === 0));
  });
}

const steps = [
  ['sources and contracts compile', async () => (await build((line) => say(`    ${line}`)), true)],
  ['types', () => command(bin('tsc'), '--noEmit')],
  ['lint', () => command(bin('eslint'), '.')],
  ['lint of contracts', () => command(bin('solhint'), '--quiet', 'contracts/**/*.sol')],
  ['format', () => command(bin('prettier'), '--check', '--log-level', 'warn', '.')],
  [
    'walls between rooms',
    () => command(bin('depcruise'), 'apps', 'libs', 'tests', '--config', '.dependency-cruiser.cjs'),
  ],
  ['known weaknesses of dependencies', () => command('node', join('scripts', 'audit-dependencies.mjs'))],
  [
    'tests',
    () => command(bin('jest'), '--maxWorkers=2', '--json', '--outputFile', report, ...process.argv.slice(2)),
  ],
];

let failed = 0;
for (const [number, [title, work]] of steps.entries()) {
  const started = Date.now();
  say(`\n[${number + 1}/${steps.length}] ${title} …`);
  const passed = await work().catch((error) => (say(String(error?.stderr ?? error)), false));
  if (!passed) failed++;
  say(
    `[${number + 1}/${steps.length}] ${title}: ${passed ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
}

let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
try {
  counts = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  failed++;
}
rmSync(scratch, { recursive: true, force: true });
const checksFailed = failed > 0 && counts.numFailedTests === 0 ? failed : 0;
say('');
say(
  `${counts.numPassedTests} passed, ${counts.numFailedTests + checksFailed} failed, ${counts.numPendingTests} skipped`,
);
process.exitCode = failed === 0 ? 0 : 1;
