import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineInstrument, openAccounts } from '@carbon/ledger';
import { PersonalDataSources } from '@carbon/privacy';
import { verifyBundle, verifyReceiptCode } from '@carbon/transparency/verify';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../tests/support/platform-fixture';

const CCER = 'CCER-P0001-20240101-20241231';
const PARK = {
  kind: 'organisation',
  nameZh: '示例产业园',
  nameEn: 'Example Park',
  identifier: '91350000MA00000000',
};
const NEUTRALITY = {
  ...{
    scope1: '1200.5',
    scope2: '6000.25',
    scope3: '517.75',
    boundary: '园区全部建筑',
    standard: 'ISO 14064-1',
  },
  ...{ certifier: '示例认证有限公司', certificateNumber: 'EX-2026-0001' },
};

let p: PlatformFixture;
let account: string;
let make: Person;
let check: Person;
let other: Person;
let registryMake: Person;
let registryCheck: Person;

interface Receipt {
  readonly code: string | null;
  readonly anchoring: string;
  readonly documentHash: string;
  readonly transaction: string;
  readonly status: { readonly state: string };
  readonly beneficiary: { readonly particulars: string; readonly nameZh: string | null };
  readonly lines: readonly { readonly value: string }[];
}

const codeOf = (answer: Answer) => answer.json<{ code?: string }>().code;
const get = (path: string, who: Pick<Person, 'headers'> | undefined = make) =>
  p.send('GET', path, who.headers);
const open = (path: string) => p.send('GET', path, {});

const retirement = (change: object = {}) => ({
  ...{ account, lots: [{ instrument: CCER, quantity: '7719' }], purpose: 'corporate-neutrality' },
  beneficiary: { ...PARK, country: 'CN' },
  ...{
    periodStart: '2025-01-01',
    periodEnd: '2025-12-31',
    place: '福建示例产业园',
    remark: '2025 年度碳中和',
  },
  ...change,
});

const propose = (kind: string, payload: object, by = make) =>
  p.send('POST', '/v1/tasks', by.headers, { kind, payload });
const approve = (proposed: Answer, by = check) =>
  p.send('POST', `/v1/tasks/${proposed.json<{ id: string }>().id}/approvals`, by.headers, {});

async function retired(change: object = {}): Promise<string> {
  const answer = await approve(await propose('credit-retirement', retirement(change)));
  const { state, outcome } = answer.json<{ state: string; outcome: { receiptNumber: string } }>();
  if (state !== 'executed') throw new Error(answer.body);
  return outcome.receiptNumber;
}

/** The receipt once the log holds it. */
async function logged(number: string, who: Pick<Person, 'headers'> = make): Promise<Receipt> {
  for (;;) {
    const answer = await get(`/v1/receipts/${number}`, who);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    const receipt = answer.json<Receipt>();
    if (receipt.code !== null) return receipt;
    await sleep(100);
  }
}

beforeAll(async () => {
  p = await openPlatformFixture(new Date('2026-11-20T02:00:00.000Z'), { notary: true });
  const holder = await p.holder('PARK', 'organisation', '350000');
  const registry = await p.holder('REGISTRY', 'registry-operator');
  const elsewhere = await p.holder('ELSEWHERE', 'organisation', '350000');
  [make, check, other] = [
    await p.person(holder, 'maker'),
    await p.person(holder, 'checker'),
    await p.person(elsewhere, 'maker'),
  ];
  [registryMake, registryCheck] = [await p.person(registry, 'maker'), await p.person(registry, 'checker')];
  account = await p.database.transaction(async (tx) => {
    const [opened = ''] = await openAccounts(tx, [{ holderId: holder, kind: 'holding' }]);
    await defineInstrument(tx, { code: CCER, kind: 'credit', unit: 't', scheme: 'CCER', serialised: true });
    const cause = { actor: 'test' };
    await p.ledger.submit(tx, [
      { kind: 'issue', instrument: CCER, quantity: 20_000n, to: opened, sourceKey: 'synthetic:ccer', cause },
    ]);
    return opened;
  });
});
afterAll(() => p.close());

describe('S14 a claim of neutrality: 7,719 t matched by CCER', () => {
  let number: string;
  let receipt: Receipt;
  beforeAll(async () => {
    number = await retired({ neutrality: NEUTRALITY });
    receipt = await logged(number);
  });

  it('is told in full to its holder, and not there for others', async () => {
    expect(number).toMatch(/^CR-20261120-\d{8}-\d$/);
    expect(receipt.lines.map(({ value }) => value).join()).toMatch(/517\.75.*ISO 14064-1.*EX-2026-0001/s);
    expect((await get(`/v1/receipts/${number}`, other)).statusCode).toBe(404);
    expect((await get(`/v1/receipts/${number}/pdf`, other)).statusCode).toBe(404);
    expect((await get('/v1/credit-retirements', other)).json()).toEqual({ items: [] });
    expect((await get('/v1/credit-retirements')).json<{ items: object[] }>().items).toHaveLength(1);
  });

  it('has a code that verifies offline, here and in a browser’s own script', () => {
    const verdict = verifyReceiptCode(receipt.code ?? '');
    expect(verdict).toMatchObject({
      valid: true,
      state: 'shown',
      document: { receipt: number, neutrality: NEUTRALITY, beneficiary: PARK },
      record: { kind: 'retire', quantity: '7719', documentHash: receipt.documentHash },
    });
    const script = readFileSync(join(__dirname, '../../../libs/receipts/static/verify.mjs'), 'utf8');
    const inBrowser = (code: string) => {
      const call = `\nprocess.stdout.write(JSON.stringify(await verifyCode(process.argv[1]), (_, v) => typeof v === 'bigint' ? String(v) : v));`;
      const said = execFileSync(process.execPath, ['--input-type=module', '-e', script + call, code]);
      return JSON.parse(said.toString()) as { valid: boolean; key?: string; failed?: string };
    };
    const code = receipt.code ?? '';
    const key = verdict.valid ? verdict.verifierKey : '';
    expect(inBrowser(`https://carbon.example/r/${number}#${code}`)).toMatchObject({ valid: true, key });
    // not the last character: some of its bits stand for nothing
    const changed = code.slice(0, -3) + (code.at(-3) === 'A' ? 'E' : 'A') + code.slice(-2);
    expect(inBrowser(changed)).toEqual({ valid: false, failed: 'document' });
  });

  it('is judged by its page: good under the key that the page names, open where it names none', () => {
    const verified = verifyReceiptCode(receipt.code ?? '');
    if (!verified.valid) throw new Error('the code does not verify');
    const script = readFileSync(join(__dirname, '../../../libs/receipts/static/verify.mjs'), 'utf8');
    const judged = (page: object) => {
      const call = `\nglobalThis.location = { hash: process.argv[1] };\nprocess.stdout.write(JSON.stringify(await judge(JSON.parse(process.argv[2]))));`;
      const given = [`#${receipt.code ?? ''}`, JSON.stringify(page)];
      return JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '-e', script + call, ...given]).toString(),
      ) as object;
    };
    const page = { hash: receipt.documentHash, transaction: verified.record.transaction };
    expect(judged({ ...page, key: verified.verifierKey })).toEqual({ standing: 'good', words: ['valid'] });
    expect(judged(page)).toEqual({ standing: 'open', words: ['key-unknown'] });
    expect(judged({ ...page, key: 'another+00000000+AQ' })).toEqual({
      standing: 'bad',
      words: ['verifier-key'],
    });
    expect(judged({ ...page, hash: '00'.repeat(32) })).toEqual({ standing: 'bad', words: ['another'] });
  });

  it('is printed as PDF, the same bytes each time', async () => {
    const print = () => get(`/v1/receipts/${number}/pdf?lang=both`);
    let [pdf, again] = [await print(), await print()];
    // the proof is a newer one when the log grew in between
    for (let tries = 0; tries < 20 && !again.rawPayload.equals(pdf.rawPayload); tries++) {
      [pdf, again] = [again, await print()];
    }
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(again.rawPayload.equals(pdf.rawPayload)).toBe(true);
    expect(pdf.rawPayload.length).toBeLessThan(300_000);
  });

  it('has a page for everybody, with evidence that verifies, and a kind answer for wrong numbers', async () => {
    const page = await open(`/r/${number}`);
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    for (const part of ['示例产业园', 'Example Park', receipt.documentHash])
      expect(page.body).toContain(part);
    expect(page.body).not.toContain(account);
    const file = await open(`/r/${number}/evidence/1`);
    expect(verifyBundle(file.body)).toMatchObject({ valid: true, bundle: { record: { quantity: '7719' } } });
    for (const wrong of ['CR-20261120-00000001-0', 'XX-1', '%3Cscript%3E']) {
      const unknown = await open(`/r/${wrong}`);
      expect(unknown.statusCode).toBe(404);
      expect(unknown.body).toContain('There is no such receipt');
    }
    expect((await open('/r/assets/verify.js')).headers['content-type']).toContain('text/javascript');
    expect((await open('/r/assets/receipt.css')).statusCode).toBe(200);
  });

  it('is a redemption statement, and a unit of CAD Trust with its reason (SER-008)', async () => {
    const statement = await get(`/v1/receipts/${number}/redemption-statement`);
    expect(statement.json()).toMatchObject({ statementNumber: number, volume: '7719', status: 'valid' });
    expect((await get(`/v1/receipts/${number}/redemption-statement`, other)).statusCode).toBe(404);
    const units = await get('/v1/exports/cad-trust/units');
    const { items } = units.json<{ items: { unitStatus: string; unitCount: string }[] }>();
    expect(items.find(({ unitCount }) => unitCount === '7719')).toMatchObject({
      ...{ unitStatus: 'Retired', unitStatusReason: 'corporate-neutrality', vintageYear: 2024 },
      countryJurisdictionOfOwner: 'CN',
    });
    expect(items.some(({ unitStatus }) => unitStatus === 'Held')).toBe(true);
    expect((await get('/v1/exports/cad-trust/units', other)).json()).toEqual({ items: [] });
  });

  it('stands in the public register, by purpose, scheme and day', async () => {
    const numbers = async (query: string) =>
      (await open(`/v1/public/retirements${query}`))
        .json<{ items: { number: string }[] }>()
        .items.map((each) => each.number);
    expect(await numbers('')).toContain(number);
    expect(
      await numbers('?purpose=corporate-neutrality&scheme=CCER&from=2026-11-20&to=2026-11-20'),
    ).toContain(number);
    expect(await numbers('?purpose=voluntary')).toEqual([]);
    expect(await numbers('?from=2026-11-21')).toEqual([]);
    expect(await numbers('?to=2026-11-19')).toEqual([]);
  });
});

describe('what the rules refuse', () => {
  it.each([
    [
      'CCR-010 a purpose that the scheme does not know',
      { purpose: 'product-claim' },
      'RETIREMENT_PURPOSE_REFUSED',
    ],
    ['CCR-011 use abroad', { beneficiary: { ...PARK, country: 'DE' } }, 'RETIREMENT_CROSS_BORDER'],
    [
      'a claim of neutrality that leaves part of a tonne uncovered',
      { neutrality: { ...NEUTRALITY, scope3: '518.3' } },
      'RETIREMENT_INVENTORY_NOT_COVERED',
    ],
    ['neutrality for another purpose', { purpose: 'voluntary', neutrality: NEUTRALITY }, 'INPUT_MALFORMED'],
    [
      'an instrument that is no credit',
      { lots: [{ instrument: 'NOT-THERE', quantity: '1' }] },
      'RETIREMENT_NOT_CREDITS',
    ],
    [
      'a person, who retires for itself',
      { beneficiary: { ...PARK, kind: 'person', country: 'CN' } },
      'INPUT_MALFORMED',
    ],
  ])('%s', async (_, change, code) => {
    expect(codeOf(await propose('credit-retirement', retirement(change)))).toBe(code);
  });

  it('CCR-010 the same serials twice: the ledger has them once', async () => {
    const lots = [{ instrument: CCER, quantity: '10', serials: [{ first: '9001', last: '9010' }] }];
    await retired({ lots, purpose: 'voluntary' });
    const again = await approve(
      await propose('credit-retirement', retirement({ lots, purpose: 'voluntary' })),
    );
    expect(again.json<{ state?: string }>().state).not.toBe('executed');
  });

  it('an account of others is not there', async () => {
    expect((await propose('credit-retirement', retirement(), other)).statusCode).toBe(404);
  });
});

describe('REG-009 the registry reverses a retirement', () => {
  const reverse = async (receiptNumber: string) => {
    const payload = { receiptNumber, noteZh: '操作有误', noteEn: 'Retired in error' };
    const proposed = await propose('retirement-reversal', payload, registryMake);
    return proposed.statusCode >= 300 ? proposed : approve(proposed, registryCheck);
  };

  it('within the window and once: the receipt is void with a public note, the units are back', async () => {
    const number = await retired({ lots: [{ instrument: CCER, quantity: '5' }], purpose: 'voluntary' });
    expect((await reverse(number)).json()).toMatchObject({ state: 'executed' });
    expect((await logged(number)).status).toMatchObject({ state: 'void', note: { en: 'Retired in error' } });
    expect((await open(`/r/${number}`)).body).toContain('Retired in error');
    expect(codeOf(await reverse(number))).toBe('RETIREMENT_ALREADY_VOID');
    expect(
      (await propose('retirement-reversal', { receiptNumber: number, noteZh: '一', noteEn: 'x' })).statusCode,
    ).toBe(403);
  });

  it('not after it', async () => {
    const number = await retired({ lots: [{ instrument: CCER, quantity: '5' }], purpose: 'voluntary' });
    const payload = { receiptNumber: number, noteZh: '操作有误', noteEn: 'Retired in error' };
    const later = new Date('2026-12-04T02:00:01.000Z');
    p.clock.set(later);
    const [by, second] = [await p.again(registryMake), await p.again(registryCheck)];
    const answer = await approve(await propose('retirement-reversal', payload, by), second);
    expect(answer.body).toContain('LEDGER_NOT_REVERSIBLE');
    p.clock.set(new Date('2026-11-20T02:00:00.000Z'));
  });
});

describe('PII-005 a private person', () => {
  it('is on the receipt for those whose matter it is, in no code, and gone once erased', async () => {
    const person = {
      kind: 'person',
      nameZh: '示例个人',
      nameEn: 'Example',
      identifier: '11010519491231002X',
    };
    const body = retirement({ beneficiary: { ...person, country: 'CN' }, purpose: 'voluntary' });
    const answer = await p.send('POST', '/v1/credit-retirements', p.machine, {
      ...body,
      lots: [{ instrument: CCER, quantity: '2' }],
    });
    const { receiptNumber: number } = answer.json<{ receiptNumber: string }>();
    const receipt = await logged(number);
    expect(receipt.beneficiary).toMatchObject({ particulars: 'shown', nameZh: '示例个人' });
    expect(verifyReceiptCode(receipt.code ?? '')).toMatchObject({ valid: true, state: 'withheld' });
    const page = await open(`/r/${number}`);
    expect(page.body).toContain('自然人');
    expect(page.body).not.toContain('示例个人');
    expect((await open(`/r/${number}/evidence/1`)).statusCode).toBe(404);
    const register = await open('/v1/public/retirements');
    expect(register.body).not.toContain('示例个人');

    const [row] = await p.database.query<{ id: string }>(
      'select beneficiary_person_id as id from credits.retirement where receipt_number = $1',
      [number],
    );
    const source = p.app
      .get(PersonalDataSources)
      .all()
      .find(({ room }) => room === 'credits.retirements');
    await p.database.transaction(async (tx) => source?.erase?.(tx, row?.id ?? '', p.clock.now()));
    const erased = await logged(number);
    expect(erased.beneficiary).toMatchObject({ particulars: 'erased', nameZh: null });
    expect(verifyReceiptCode(erased.code ?? '')).toMatchObject({ valid: true, state: 'erased' });
  });
});
