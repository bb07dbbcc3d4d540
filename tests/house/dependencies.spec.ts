import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { trackedFiles } from './tracked-files';

const root = resolve(__dirname, '../..');
const EXACT = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides'];

type Manifest = Readonly<Record<string, unknown>>;

/** Dependencies that are no exact version, as `name@range`. */
function inexact(manifest: Manifest): string[] {
  return KINDS.flatMap((kind) => inexactIn(manifest[kind] ?? {}));
}

/** Overrides may hold overrides. */
function inexactIn(versions: object): string[] {
  return Object.entries(versions).flatMap(([name, version]: [string, unknown]) => {
    if (typeof version === 'object' && version !== null) return inexactIn(version);
    return EXACT.test(String(version)) ? [] : [`${name}@${String(version)}`];
  });
}

describe('what we depend on', () => {
  it('is named by its exact version, everywhere', () => {
    const manifests = trackedFiles(root).filter((file) => /(?:^|\/)package\.json$/.test(file));
    expect(manifests.length).toBeGreaterThan(1);
    for (const file of manifests) {
      const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
      expect({ file, inexact: inexact(manifest) }).toEqual({ file, inexact: [] });
    }
  });

  it.each(['^1.2.3', '~1.2.3', '1.2', '1.x', '*', 'latest', '>=1.0.0', '1.2.3 || 2.0.0', 'file:../pg', ''])(
    '%j is not exact',
    (version) => {
      expect(inexact({ dependencies: { pg: version } })).toEqual([`pg@${version}`]);
      expect(inexact({ overrides: { a: { pg: version } } })).toEqual([`pg@${version}`]);
    },
  );
});

describe('the audit of what we depend on', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'carbon-ledger-audit-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const advisory = (id: string, severity: string) => ({
    source: 1,
    name: 'pg',
    title: 'Something is wrong',
    url: `https://github.com/advisories/${id}`,
    severity,
  });
  const reportOf = (...via: object[]) => ({
    auditReportVersion: 2,
    vulnerabilities: {
      pg: { name: 'pg', severity: 'high', via },
      // what stands on it is told by name only
      typeorm: { name: 'typeorm', severity: 'high', via: ['pg'] },
    },
    metadata: {},
  });

  function judged(report: string | object, accepted: object[] = []) {
    const files = { report: join(folder, 'report.json'), accepted: join(folder, 'accepted.json') };
    writeFileSync(files.report, typeof report === 'string' ? report : JSON.stringify(report));
    writeFileSync(files.accepted, JSON.stringify(accepted));
    const script = join(root, 'scripts/audit-dependencies.mjs');
    const run = spawnSync(process.execPath, [script, files.report, files.accepted], { encoding: 'utf8' });
    return { passed: run.status === 0, said: run.stdout };
  }

  it('passes when nothing is known', () => {
    const { passed, said } = judged({ auditReportVersion: 2, vulnerabilities: {}, metadata: {} });
    expect(passed).toBe(true);
    expect(said).toContain('no known weakness');
  });

  it.each(['high', 'critical'])('fails for a %s one, and names it', (severity) => {
    const { passed, said } = judged(reportOf(advisory('GHSA-aaaa-bbbb-cccc', severity)));
    expect(passed).toBe(false);
    expect(said).toContain('GHSA-aaaa-bbbb-cccc');
  });

  it('passes for a lower one', () => {
    expect(judged(reportOf(advisory('GHSA-aaaa-bbbb-cccc', 'moderate'))).passed).toBe(true);
  });

  it('passes for one that was accepted with a reason, and says so; not for another', () => {
    const known = advisory('GHSA-aaaa-bbbb-cccc', 'high');
    const accepted = [{ id: 'GHSA-aaaa-bbbb-cccc', reason: 'we do not call it' }];
    const { passed, said } = judged(reportOf(known), accepted);
    expect(passed).toBe(true);
    expect(said).toContain('we do not call it');
    expect(judged(reportOf(known, advisory('GHSA-dddd-eeee-ffff', 'high')), accepted).passed).toBe(false);
  });

  it('fails for an acceptance without a reason', () => {
    const accepted = [{ id: 'GHSA-aaaa-bbbb-cccc', reason: ' ' }];
    expect(judged(reportOf(advisory('GHSA-aaaa-bbbb-cccc', 'high')), accepted).passed).toBe(false);
  });

  it.each([
    '',
    'not json',
    '{"message":"405 Method Not Allowed","statusCode":405}',
    '{"error":{"code":"ENOTFOUND"}}',
  ])('says that nobody answered, and fails nothing: %j', (report) => {
    const { passed, said } = judged(report);
    expect(passed).toBe(true);
    expect(said).toContain('not reachable, skipped');
  });
});
