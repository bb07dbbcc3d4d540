import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBundle } from '@carbon/transparency/verify';
import { InclusionWorld, type TestPartner, type TestResident } from '../support/inclusion-world';
import { openPlatformFixture, type Person, type PlatformFixture } from '../support/platform-fixture';
import type { Terminal } from '../../apps/cli/src/terminal';
import { verify } from '../../apps/cli/src/commands/verify';
import { type ActEvidence, verifyActEvidence } from '@carbon/inclusion/domain';

const NOW = new Date('2026-10-01T02:00:00.000Z');

let platform: PlatformFixture;
let partner: TestPartner;
let residents: TestResident[];
let auditor: Person;
const receipts: string[] = [];

beforeAll(async () => {
  platform = await openPlatformFixture(NOW, { notary: true });
  const world = new InclusionWorld(platform);
  const programme = await world.programme();
  partner = await world.partner('P1', programme, ['metro']);
  residents = [
    await world.resident(programme),
    await world.resident(programme),
    await world.resident(programme),
  ];
  for (const [at, resident] of residents.entries()) await world.link(partner, resident, `R000${at}`);
  auditor = await platform.person(await platform.holder('REGISTRY', 'registry-operator'), 'reader');
  const acts = Array.from({ length: 7 }, (_, at) => ({
    ...{ eventId: at === 3 ? '' : `EV${at}`, resident: `R000${at % 3}`, method: 'metro' },
    ...{ startedAt: `2026-09-1${at}T08:00:00+08:00`, durationS: 1200, amount: 9000 + at },
  }));
  const answer = await platform.send('POST', '/v1/partners/P1/acts', partner.maker.headers, { acts });
  expect(answer.statusCode).toBe(201);
  for (const { receipt } of answer.json<{ acts: { receipt?: string }[] }>().acts)
    receipts.push(receipt ?? '');
});
afterAll(() => platform.close());

const evidenceOf = (receipt: string, who: Person, path = 'me/acts') =>
  platform.send('GET', `/v1/${path}/${receipt}/evidence`, who.headers);

/** Waits for the notary. */
async function proved(receipt: string, who: Person, path?: string): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await evidenceOf(receipt, who, path);
    expect(answer.statusCode).toBe(200);
    const { file } = answer.json<{ file?: string }>();
    if (file !== undefined) return file;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the notary sealed nothing');
}

const audited = (file: string) => {
  const verdict = verifyBundle(Buffer.from(file));
  return verdict.valid ? verdict.bundle.record : undefined;
};
const holder = (at: number) => residents[at % 3]?.person as Person;

it('PII-004 PII-005 AC-118 each act proves itself, and after an erasure its neighbours still do', async () => {
  const files = await Promise.all([0, 1, 2, 4, 5, 6].map((at) => proved(receipts[at] ?? '', holder(at))));
  for (const file of files) expect(verifyActEvidence(file, audited)).toMatchObject({ valid: true });
  expect(new Set(files.map((file) => (JSON.parse(file) as ActEvidence).batch.place)).size).toBe(6);

  // no act of somebody else, and none that was refused
  expect((await evidenceOf(receipts[0] ?? '', holder(1))).statusCode).toBe(404);
  const refused = (BigInt(receipts[2] ?? 0) + 1n).toString();
  expect((await evidenceOf(refused, auditor, 'acts')).statusCode).toBe(404);

  const gone = residents[0] as TestResident;
  await platform.database.query('delete from inclusion.act where resident_id = $1', [gone.id.toString()]);
  const erased = await evidenceOf(receipts[0] ?? '', auditor, 'acts');
  expect(erased.json()).toMatchObject({ status: 410, code: 'ACT_ERASED', rule: 'PII-005' });
  expect((await evidenceOf(receipts[0] ?? '', gone.person)).statusCode).toBe(404);
  for (const at of [1, 2, 4, 5]) {
    const file = await proved(receipts[at] ?? '', auditor, 'acts');
    expect(verifyActEvidence(file, audited)).toMatchObject({ valid: true });
  }
});

it('evidence with one word changed proves nothing, and names the step that fails', async () => {
  const file = await proved(receipts[1] ?? '', holder(1));
  const whole = JSON.parse(file) as ActEvidence;
  const failedAt = (changed: object) =>
    verifyActEvidence(JSON.stringify({ ...whole, ...changed }), audited).failed;
  expect(failedAt({})).toBeUndefined();
  expect(failedAt({ record: { ...whole.record, amount: '1' } })).toBe('commitment');
  expect(failedAt({ salt: '00'.repeat(16) })).toBe('commitment');
  expect(failedAt({ batch: { ...whole.batch, place: '0' } })).toBe('commitment');
  expect(failedAt({ batch: { ...whole.batch, path: whole.batch.path.slice(1) } })).toBe('commitment');
  expect(failedAt({ batch: { ...whole.batch, number: '999' } })).toBe('batch-record');
  expect(failedAt({ auditEvidence: whole.auditEvidence.replace('"P1"', '"P2"') })).toBe('audit-evidence');
  expect(failedAt({ more: 1 })).toBe('schema');
  expect(verifyActEvidence('{}', audited).failed).toBe('schema');
});

it('`carbon verify` recognises evidence of an act, and tells what fails of it', async () => {
  const file = await proved(receipts[1] ?? '', holder(1));
  const directory = mkdtempSync(join(tmpdir(), 'carbon-act-'));
  const run = async (content: string) => {
    const path = join(directory, 'act.json');
    writeFileSync(path, content);
    const said: string[] = [];
    const terminal: Terminal = {
      language: 'en',
      say: (line) => void said.push(line),
      note: (line) => void said.push(line),
      tell: ({ en }) => en,
    };
    return { exit: await verify(terminal, path, {}), said: said.join('\n') };
  };
  const good = await run(file);
  expect(good.exit).toBe(0);
  expect(good.said).toContain('The evidence is valid.');
  expect(good.said).toContain(`#${receipts[1] ?? ''}  metro  9001`);
  expect((await run(file.replace('"9001"', '"9002"'))).exit).not.toBe(0);
});
