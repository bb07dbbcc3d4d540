import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson, type Json } from '@carbon/kernel';
import { createHash } from 'node:crypto';
import { JobFixture } from '../../../../tests/support/job-fixture';
import type { Person } from '../../../../tests/support/platform-fixture';
import { qrOfPdf } from '../../../../tests/support/qr-of-pdf';
import { verifyInBrowser } from '../pending-units/verify-in-browser.spec-support';
import { accepted, type SentTask } from '../pending-units/answers.spec-support';
import { SurrenderWorld } from '../surrender/surrender.spec-support';

type Emitter = Awaited<ReturnType<SurrenderWorld['emitter']>>;
interface Paper {
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly replacedBy: string | null;
  readonly facts: Record<string, Json>;
  readonly factsHash: string;
  readonly content: Record<string, Json>;
  readonly contentHash: string;
  readonly link: string;
}

let w: SurrenderWorld;
let jobs: JobFixture;
let emitter: Emitter;
let other: Emitter;
let registry: Person;

const get = (path: string, of: Emitter = emitter) => w.platform.send('GET', path, of.maker.headers);
const open = (path: string) => w.platform.send('GET', path, {});
const papers = async (what: string, of: Emitter = emitter) =>
  accepted(await get(`/v1/${what}?market=CN&year=2024`, of)).json<{ items: Paper[] }>().items;
const hashOf = (json: Json) => createHash('sha256').update(canonicalJson(json)).digest('hex');

async function surrender(of: Emitter, instrument: string, quantity: string): Promise<string> {
  const payload = { market: 'CN', year: 2024, account: of.account, allowances: [{ instrument, quantity }] };
  const { id } = accepted(await w.propose(of.maker, 'allowance-surrender', payload)).json<SentTask>();
  const task = accepted(await w.post('provinceChecker', `/v1/tasks/${id}/approvals`)).json<SentTask>();
  expect(task.state).toBe('executed');
  return id;
}

beforeAll(async () => {
  w = await SurrenderWorld.open(undefined, { notary: true });
  jobs = new JobFixture(w.platform);
  registry = await w.platform.person(w.holders.REGISTRY, 'maker');
  [emitter, other] = [await w.emitter('POWER'), await w.emitter('SECOND')];
  await w.verified(emitter.id, 1_000_000n);
  await w.verified(other.id, 77n);
  await w.issue(emitter.account, 'CEA23', 600_000n);
  await w.issue(emitter.account, 'CEA24', 500_000n);
});
afterAll(() => w.close());

describe('SUR-014 the notice', () => {
  it('is made for everybody by a job, with amount, deadline and conditions on credits', async () => {
    const job = await jobs.run(registry, 'compliance-notices', { market: 'CN', year: 2024 });
    expect(job).toMatchObject({ state: 'done', result: { holders: 2, made: 2 } });
    const [notice] = await papers('compliance-notices');
    expect(notice).toMatchObject({
      ...{ version: 1, replacedBy: null },
      content: {
        dueT: '1000000',
        deadline: '2025-12-31',
        creditCapT: '50000',
        pack: { id: 'compliance-cn' },
      },
    });
    const { conditions } = notice?.content as unknown as {
      conditions: { rule: string; certainty: string }[];
    };
    expect(conditions.map(({ rule }) => rule)).toEqual(['SUR-003', 'SUR-004', 'SUR-006', 'SUR-007']);
    expect(hashOf(notice?.content ?? null)).toBe(notice?.contentHash);
  });

  it('is a PDF with a code that leads to its public page, which does not tell how much is due', async () => {
    const [{ number, contentHash } = { number: '', contentHash: '' }] = await papers('compliance-notices');
    const print = () => get(`/v1/compliance-notices/${number}/pdf`);
    const pdf = await print();
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect((await print()).rawPayload.equals(pdf.rawPayload)).toBe(true);
    expect(qrOfPdf(pdf.rawPayload)).toMatch(new RegExp(`/n/${number}$`));
    const page = await open(`/n/${number}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(contentHash);
    expect(page.body).not.toMatch(/1,?000,?000/);
    for (const wrong of ['TN-20251103-00000001-0', 'x'])
      expect((await open(`/n/${wrong}`)).statusCode).toBe(404);
    expect((await get(`/v1/compliance-notices/${number}`, other)).statusCode).toBe(404);
    expect((await get(`/v1/compliance-notices/${number}/pdf`, other)).statusCode).toBe(404);
  });

  it('is made again only where something changed, and the earlier says that it is replaced', async () => {
    await w.verified(other.id, 78n);
    const job = await jobs.run(registry, 'compliance-notices', { market: 'CN', year: 2024 });
    expect(job.result).toMatchObject({ holders: 2, made: 1 });
    const [second, first] = await papers('compliance-notices', other);
    expect(second).toMatchObject({ version: 2, replacedBy: null, content: { dueT: '78' } });
    expect(first).toMatchObject({ version: 1, replacedBy: second?.number });
    expect((await open(`/n/${first?.number ?? ''}`)).body).toContain('Replaced');
  });

  it('is made for its own people only when an enterprise asks', async () => {
    await w.verified(emitter.id, 1_000_001n);
    const job = await jobs.run(other.maker, 'compliance-notices', { market: 'CN', year: 2024 });
    expect(job.result).toMatchObject({ holders: 1, made: 0 });
    await w.verified(emitter.id, 1_000_000n);
  });
});

describe('SUR-014 the certificate', () => {
  let number: string;
  let last: string;

  it('comes with the surrender that meets the obligation, and not before', async () => {
    await surrender(emitter, 'CEA23', '600000');
    expect(await papers('compliance-certificates')).toEqual([]);
    last = await surrender(emitter, 'CEA24', '400000');
    const [certificate] = await papers('compliance-certificates');
    number = certificate?.number ?? '';
    expect(number).toMatch(/^CC-20251103-\d{8}-\d$/);
    expect(certificate).toMatchObject({
      state: 'valid',
      facts: { due: '1000000', surrendered: '1000000', credits: '0', inTime: true, serials: 2 },
    });
    expect(hashOf(certificate?.facts ?? null)).toBe(certificate?.factsHash);
    expect(JSON.stringify(certificate?.facts)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
    const again = await jobs.run(registry, 'compliance-certificates', { market: 'CN', year: 2024 });
    expect(again.result).toMatchObject({ met: 1, issued: 0 });
  });

  it('proves offline by the surrender that completed it, on paper and on its public page', async () => {
    let receipt: { code: string | null; lines: { value: string }[] } = { code: null, lines: [] };
    while (receipt.code === null) {
      await sleep(50);
      receipt = accepted(await get(`/v1/receipts/${number}`)).json();
    }
    expect(verifyInBrowser(receipt.code)).toMatchObject({
      valid: true,
      record: { kind: 'surrender', instrument: 'CEA24', quantity: '400000' },
      document: { surrender: last, year: 2024, allowances: [{ instrument: 'CEA24', quantity: '400000' }] },
    });
    const pdf = (await get(`/v1/receipts/${number}/pdf`)).rawPayload;
    const scanned = qrOfPdf(pdf) ?? '';
    expect(scanned).toContain(`/r/${number}#`);
    expect(verifyInBrowser(scanned.slice(scanned.indexOf('#') + 1))).toMatchObject({ valid: true });
    const page = await open(`/r/${number}`);
    for (const part of ['碳排放配额履约凭证', '1,000,000', '按期足额清缴', 'CEA23'])
      expect(page.body).toContain(part);
    expect(page.body).not.toContain(emitter.account);
    expect((await open(`/r/${number}/evidence/1`)).json()).toMatchObject({
      leafIndex: expect.any(String) as string,
    });
  });

  it('is there for its own people and the authorities, and in no register of retirements', async () => {
    expect((await get(`/v1/compliance-certificates/${number}`, other)).statusCode).toBe(404);
    expect((await get(`/v1/receipts/${number}`, other)).statusCode).toBe(404);
    expect((await w.get('provinceChecker', `/v1/compliance-certificates/${number}`)).statusCode).toBe(200);
    expect((await w.get('elsewhereChecker', `/v1/compliance-certificates/${number}`)).statusCode).toBe(404);
    expect((await open('/v1/public/retirements')).body).not.toContain(number);
  });

  it('is void once a surrender is undone, and another comes when the obligation is met again', async () => {
    const reversal = { surrender: last, reason: '清缴有误（示例）' };
    const task = accepted(await w.propose('registryMaker', 'surrender-reversal', reversal)).json<SentTask>();
    accepted(await w.post('registryChecker', `/v1/tasks/${task.id}/approvals`));
    expect(accepted(await get(`/v1/compliance-certificates/${number}`)).json()).toMatchObject({
      state: 'void',
    });
    expect((await open(`/r/${number}`)).body).toContain('已作废');
    await surrender(emitter, 'CEA24', '400000');
    const [second, first] = await papers('compliance-certificates');
    expect(first).toMatchObject({ number, state: 'void' });
    expect(second).toMatchObject({ state: 'valid' });
    const trail = await w.platform.database.query<{ action: string }>(
      `select action from audit.record where action like 'compliance-certificate.%' order by id`,
    );
    expect(trail.map(({ action }) => action)).toEqual([
      'compliance-certificate.issued',
      'compliance-certificate.voided',
      'compliance-certificate.issued',
    ]);
  });
});
