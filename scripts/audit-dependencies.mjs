// Asks whether anything that we ship has a known weakness that is high or critical. In a closed network nobody answers:
// that is said, and fails nothing. `node scripts/audit-dependencies.mjs <report> [<accepted>]` judges a report of
// `npm audit --json` that was kept. Accepted weaknesses stand in accepted-advisories.json: id (GHSA-…) and reason.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const say = (line) => process.stdout.write(`    ${line}\n`);

/** A network that swallows requests must not hold up the build. */
const PATIENCE_MS = 60_000;
const GRAVE = new Set(['high', 'critical']);

function asked() {
  return new Promise((resolve) => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const parameters = ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0'];
    const child = spawn(npm, parameters, {
      cwd: join(here, '..'),
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
    let answer = '';
    const timer = setTimeout(() => child.kill(), PATIENCE_MS);
    child.stdout.on('data', (chunk) => (answer += chunk));
    child.on('error', () => undefined);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}

/** The report of an audit; undefined for anything else, such as an error of the network. */
function reportOf(answer) {
  try {
    const report = JSON.parse(answer);
    return report.auditReportVersion === 2 && typeof report.vulnerabilities === 'object' ? report : undefined;
  } catch {
    return undefined;
  }
}

/** The grave weaknesses of a report, each once. What only stands on a weak package is told under that package. */
function graveIn({ vulnerabilities }) {
  const found = new Map();
  for (const { via } of Object.values(vulnerabilities)) {
    for (const advisory of via) {
      if (typeof advisory === 'string' || !GRAVE.has(advisory.severity)) continue;
      const id = /GHSA(-[0-9a-z]{4}){3}/.exec(advisory.url ?? '')?.[0] ?? String(advisory.source);
      found.set(id, { id, ...advisory });
    }
  }
  return [...found.values()];
}

const [kept, acceptedFile = join(here, 'accepted-advisories.json')] = process.argv.slice(2);
const accepted = JSON.parse(readFileSync(acceptedFile, 'utf8'));
const unfounded = accepted.filter(({ id, reason }) => !id || !reason?.trim());
for (const { id } of unfounded) say(`${id ?? '?'} is accepted without a reason`);

const report = reportOf(kept === undefined ? await asked() : readFileSync(kept, 'utf8'));
if (report === undefined) {
  say('the registry answers no audit: not reachable, skipped');
} else {
  const reasons = new Map(accepted.map(({ id, reason }) => [id, reason]));
  const grave = graveIn(report);
  const open = grave.filter(({ id }) => !reasons.has(id));
  for (const { id, name, severity, title } of grave) {
    const verdict = reasons.has(id) ? `accepted: ${reasons.get(id)}` : `${severity}: ${title}`;
    say(`${name} ${id} ${verdict}`);
  }
  if (grave.length === 0) say('no known weakness that is high or critical');
  if (open.length > 0) process.exitCode = 1;
}
if (unfounded.length > 0) process.exitCode = 1;
