import { openAccounts } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';

const VERRA = '9660-115597313-115618057-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0';

let platform: PlatformFixture;
let maker: Person;
let checker: Person;
let owner: Person;
let stranger: Person;
let account: string;
let elsewhere: string;
let residentAccount: string;
let document: string;

beforeAll(async () => {
  platform = await openPlatformFixture();
  const registry = await platform.holder('REGISTRY', 'registry-operator');
  maker = await platform.person(registry, 'maker');
  checker = await platform.person(registry, 'checker');
  const owning = await platform.holder('OWNER', 'organisation');
  const other = await platform.holder('ELSEWHERE', 'organisation');
  const resident = await platform.holder('RESIDENT', 'resident');
  owner = await platform.person(owning, 'maker');
  stranger = await platform.person(other, 'maker');
  const kind = 'holding' as const;
  [account = '', elsewhere = '', residentAccount = ''] = await platform.database.transaction((tx) =>
    openAccounts(
      tx,
      [owning, other, resident].map((holderId) => ({ holderId, kind })),
    ),
  );
  document = await upload('lock confirmation, invented');
});
afterAll(async () => {
  expect(await breaches(platform.database)).toEqual([]);
  await platform.close();
});

async function upload(text: string): Promise<string> {
  const boundary = 'b0undary';
  const answer = await platform.send(
    'POST',
    '/v1/documents',
    { ...maker.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  );
  return answer.json<{ sha256: string }>().sha256;
}

const incoming = (over: object = {}) => ({
  ...{ registry: 'VCS', serial: VERRA, quantity: '20745', account, reference: 'LOCK-2026-000117' },
  ...{ adjustmentDeclaration: 'unknown', adjustmentState: 'not-started' },
  ...over,
});
/** A block of a Verra batch of which each test has its own. */
const verra = (batch: number, first: number, last: number, over: object = {}) =>
  incoming({
    serial: `${batch}-${first}-${last}-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0`,
    quantity: String(last - first + 1),
    ...over,
  });
const propose = (kind: string, payload: object, proof: object = { document }): Promise<Answer> =>
  platform.send('POST', '/v1/tasks', maker.headers, { kind, payload, ...proof });
const get = (who: Person, path: string) => platform.send('GET', path, who.headers);

interface Ended {
  readonly state: string;
  readonly outcome: Readonly<Record<string, string>> | null;
  readonly failure: { readonly code: string; readonly rule?: string } | null;
}

async function approve(proposal: Answer): Promise<Ended> {
  if (proposal.statusCode !== 201) throw new Error(proposal.body);
  const { id } = proposal.json<{ id: string }>();
  const answer = await platform.send('POST', `/v1/tasks/${id}/approvals`, checker.headers, {});
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
}
const comeIn = async (payload: object) => approve(await propose('external-credit-in', payload));
const goOut = async (payload: object) => approve(await propose('external-credit-out', payload));
const out = (instrument: string, quantity: number, over: object = {}) => ({
  ...{ account, instrument, quantity: String(quantity), reference: 'UNLOCK-2026-000044' },
  ...over,
});

describe('units that come in', () => {
  it('SER-001 S32 live here one for one; origin, serials, adjustment and evidence stay with them', async () => {
    const ended = await comeIn(incoming());
    expect(ended).toMatchObject({
      state: 'executed',
      outcome: { instrument: 'VCS:9660', quantity: '20745', registry: 'VCS' },
    });
    const lot = await get(owner, `/v1/external-credits/${ended.outcome?.['lot'] ?? ''}`);
    expect(lot.json()).toMatchObject({
      ...{
        registry: 'VCS',
        batch: '9660',
        serialText: VERRA,
        project: '1060',
        vintage: '2019',
        country: 'US',
      },
      ...{ externalFirst: '115597313', externalLast: '115618057', first: '1', last: '20745' },
      ...{ adjustmentDeclaration: 'unknown', adjustmentState: 'not-started', here: '20745', gone: '0' },
      lockReference: 'LOCK-2026-000117',
    });
    const instruments = await get(owner, '/v1/instruments?limit=500');
    expect(instruments.json<{ items: object[] }>().items).toContainEqual(
      expect.objectContaining({ code: 'VCS:9660', kind: 'credit', scheme: 'VCS', unit: 't', period: '2019' }),
    );
  });

  it.each([
    ['CN', true],
    ['US', false],
  ])(
    'INV-04 who approves units of %s is told whether anything links them to this registry',
    async (country, told) => {
      const serial = `${country === 'CN' ? 9690 : 9691}-1-10-VCS-VCU-261-VER-${country}-14-1060-01012019-31122019-0`;
      const task = await propose('external-credit-in', incoming({ serial, quantity: '10' }));
      const { summary } = task.json<{ summary: { zh: string; en: string } }>();
      expect([summary.zh.includes('中国境内'), summary.en.includes('in China')]).toEqual([told, told]);
    },
  );

  it('are found by any serial of theirs and of ours inside a lot', async () => {
    await comeIn(verra(9700, 5_000, 5_999));
    const there = await get(owner, '/v1/external-credits?registry=VCS&batch=9700&externalSerial=5500');
    expect(there.json()).toMatchObject({ items: [{ batch: '9700', askedHere: '501', askedThere: null }] });
    const here = await get(owner, '/v1/external-credits?instrument=VCS:9700&serial=1000');
    expect(here.json()).toMatchObject({ items: [{ askedThere: '5999' }] });
    for (const query of ['batch=9700&externalSerial=6000', 'instrument=VCS:9700&serial=1001']) {
      expect((await get(owner, `/v1/external-credits?${query}`)).json()).toEqual({ items: [] });
    }
  });

  it.each([
    ['the same block again', '9710-100-199-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0', 100],
    ['12 parts instead of 13', '9710-100-199-VCU-261-VER-US-14-1060-01012019-31122019-0', 100],
    ['zeros in front', '009710-0100-0199-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0', 100],
    ['a part of it', '9710-150-150-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0', 1],
    ['an overlap at its end', '9710-199-300-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0', 102],
  ])('INV-04 one external serial is here at most once: %s', async (_, serial, count) => {
    await comeIn(verra(9710, 100, 199));
    const ended = await comeIn(incoming({ serial, quantity: String(count) }));
    expect(ended).toMatchObject({
      state: 'failed',
      failure: { code: 'EXTERNAL_ALREADY_HERE', rule: 'INV-04' },
    });
  });

  it('INV-04 fifty at the same time with one block: one comes in', async () => {
    const proposals = await Promise.all(
      Array.from({ length: 50 }, () => propose('external-credit-in', verra(9720, 1, 10))),
    );
    const ended = await Promise.all(proposals.map(approve));
    expect(ended.filter(({ state }) => state === 'executed')).toHaveLength(1);
    expect(ended.filter(({ failure }) => failure?.code === 'EXTERNAL_ALREADY_HERE')).toHaveLength(49);
    const lots = await get(owner, '/v1/external-credits?batch=9720');
    expect(lots.json<{ items: object[] }>().items).toHaveLength(1);
  });

  it('SER-003 SER-006 of Gold Standard, I-REC and JCM live by their own kinds of number', async () => {
    const gold = await comeIn(
      incoming({ registry: 'GS', serial: 'GS1-1-KE-GS7495-16-2025-30645-608-30350', quantity: '29743' }),
    );
    expect(gold.outcome).toMatchObject({ instrument: 'GS:7495/2025/30645' });
    const padded = await comeIn(
      incoming({ registry: 'GS', serial: 'GS1-1-KE-GS07495-16-2025-030645-00608-030350', quantity: '29743' }),
    );
    expect(padded.failure).toMatchObject({ code: 'EXTERNAL_ALREADY_HERE' });
    const irec = await comeIn(
      incoming({
        ...{ registry: 'I-REC', serial: '0000-0000-0000-0001 to 0000-0000-0000-1000', quantity: '1000' },
        ...{ project: 'DEVICE-01', vintage: '2025', country: 'TH' },
      }),
    );
    expect(irec.outcome).toMatchObject({ instrument: 'IREC:DEVICE-01/2025' });
    // another device does not make the same serials other serials
    const again = await comeIn(
      incoming({
        ...{ registry: 'I-REC', serial: '0000-0000-0000-1000 to 0000-0000-0000-1001', quantity: '2' },
        ...{ project: 'DEVICE-02', vintage: '2025', country: 'TH' },
      }),
    );
    expect(again.failure).toMatchObject({ code: 'EXTERNAL_ALREADY_HERE' });
    const block = { batch: 'KH-003-2024', first: '1001', last: '1500' };
    const jcm = incoming({ registry: 'JCM', quantity: '500', block, serial: undefined });
    const facts = { project: 'KH-003', vintage: '2024', country: 'KH' };
    expect((await comeIn({ ...jcm, ...facts })).outcome).toMatchObject({ instrument: 'JCM:KH-3-2024' });
  });

  it.each([
    [
      'SER-008 a count that is not last − first + 1',
      () => verra(9730, 1_000, 1_010, { quantity: '10' }),
      422,
      'EXTERNAL_COUNT_WRONG',
    ],
    [
      'a year the number does not say',
      () => verra(9730, 1, 1, { vintage: '2020' }),
      422,
      'EXTERNAL_SERIAL_CONTRADICTS',
    ],
    ['a number of another registry', () => verra(9730, 1, 1, { registry: 'GS' }), 400, 'INPUT_MALFORMED'],
    [
      'an account of a natural person',
      () => verra(9730, 1, 1, { account: residentAccount }),
      422,
      'EXTERNAL_NOT_FOR_RESIDENTS',
    ],
    [
      'a block for a registry that has numbers',
      () => verra(9730, 1, 1, { block: { batch: 'A', first: '1', last: '1' } }),
      400,
      'INPUT_MALFORMED',
    ],
  ])('are refused with %s', async (_, payload, status, code) => {
    const refused = await propose('external-credit-in', payload());
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([status, code]);
  });

  it('REG-001 come by evidence and two people of the registry', async () => {
    const bare = await propose('external-credit-in', verra(9740, 1, 1), {});
    expect(bare.json()).toMatchObject({ code: 'EXTERNAL_DOCUMENT_MISSING' });
    const task = (await propose('external-credit-in', verra(9740, 1, 1))).json<{ id: string }>();
    const path = `/v1/tasks/${task.id}/approvals`;
    expect((await platform.send('POST', path, maker.headers, {})).statusCode).toBe(403);
    const asked = { kind: 'external-credit-in', payload: verra(9740, 1, 1), document };
    expect((await platform.send('POST', '/v1/tasks', owner.headers, asked)).statusCode).toBe(403);
  });

  it('SER-008 a batch does not come with another project than it came with before', async () => {
    await comeIn(verra(9750, 1, 10));
    const serial = '9750-11-20-VCS-VCU-261-VER-US-14-1061-01012019-31122019-0';
    const ended = await comeIn(incoming({ serial, quantity: '10' }));
    expect(ended.failure).toMatchObject({ code: 'EXTERNAL_BATCH_CONTRADICTS' });
  });
});

describe('units that go back', () => {
  it('S03 end here for good, and the same serials may come again, a part of them too', async () => {
    await comeIn(verra(9800, 1_000, 1_099));
    const serials = [{ first: '11', last: '20' }];
    expect(await goOut(out('VCS:9800', 10, { serials }))).toMatchObject({ state: 'executed' });
    const { items } = (await get(owner, '/v1/external-credits?batch=9800')).json<{
      items: readonly { readonly number: string }[];
    }>();
    expect(items).toMatchObject([{ here: '90', gone: '10' }]);
    const exits = await get(owner, `/v1/external-credits/${items[0]?.number ?? ''}/exits`);
    expect(exits.json()).toMatchObject({
      items: [{ first: '11', last: '20', externalFirst: '1010', externalLast: '1019' }],
    });
    expect((await comeIn(verra(9800, 1_009, 1_019))).failure).toMatchObject({
      code: 'EXTERNAL_ALREADY_HERE',
    });
    expect(await comeIn(verra(9800, 1_010, 1_019))).toMatchObject({ state: 'executed' });
    const back = await get(owner, '/v1/external-credits?batch=9800&externalSerial=1010');
    expect(back.json()).toMatchObject({
      items: [
        { askedHere: '11', gone: '10' },
        { askedHere: '101', here: '10' },
      ],
    });
    expect((await comeIn(verra(9800, 1_010, 1_010))).failure).toMatchObject({
      code: 'EXTERNAL_ALREADY_HERE',
    });
  });

  it('are set apart from the proposal on, and given back when nothing comes of it', async () => {
    await comeIn(verra(9810, 1, 10));
    const proposal = await propose('external-credit-out', out('VCS:9810', 10));
    const twice = await propose('external-credit-out', out('VCS:9810', 1));
    expect(twice.json()).toMatchObject({ code: 'LEDGER_INSUFFICIENT_BALANCE' });
    const { id } = proposal.json<{ id: string }>();
    const rejected = await platform.send('POST', `/v1/tasks/${id}/rejections`, checker.headers, {
      comment: '凭证不符',
    });
    expect(rejected.statusCode).toBeLessThan(300);
    expect(await goOut(out('VCS:9810', 10))).toMatchObject({ state: 'executed' });
  });

  it('CCR-011 units of ours do not go abroad', async () => {
    await platform.database.query(
      `insert into ledger.instrument (code, kind, unit, scheme, serialised) values ('CCER-X', 'credit', 't', 'CCER', true)`,
    );
    const refused = await propose('external-credit-out', out('CCER-X', 1));
    expect(refused.json()).toMatchObject({ code: 'EXTERNAL_NOT_FOREIGN', rule: 'CCR-011' });
  });
});

describe('who sees them', () => {
  it('whose account received them or who holds them now; for others they are not there', async () => {
    const { outcome } = await comeIn(verra(9900, 1, 10));
    const path = `/v1/external-credits/${outcome?.['lot'] ?? ''}`;
    expect((await get(stranger, path)).statusCode).toBe(404);
    expect((await get(stranger, `${path}/exits`)).statusCode).toBe(404);
    expect((await get(stranger, '/v1/external-credits')).json()).toEqual({ items: [] });
    await platform.database.transaction((tx) =>
      platform.ledger.submit(tx, [
        {
          ...{ kind: 'transfer', instrument: 'VCS:9900', quantity: 4n, from: account, to: elsewhere },
          cause: { actor: 'test' },
        },
      ]),
    );
    expect((await get(stranger, path)).json()).toMatchObject({ batch: '9900', here: '10' });
  });

  it('what stands for as much as what is shown with its certainty, and exchanges nothing', async () => {
    const { items } = (await get(owner, '/v1/equivalences')).json<{ items: object[] }>();
    expect(items).toContainEqual(
      expect.objectContaining({ id: 'i-rec-gec', exchangeable: false, certainty: 'X' }),
    );
    const first = (await get(owner, '/v1/equivalences?limit=1')).json<{ items: object[]; next: string }>();
    const second = await get(owner, `/v1/equivalences?limit=1&cursor=${first.next}`);
    expect(second.json()).toMatchObject({ items: [items[1]] });
  });
});
