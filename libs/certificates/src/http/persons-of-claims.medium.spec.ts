import { readTransaction } from '@carbon/ledger';
import { Client } from 'pg';
import { CertificatesApp, type Who } from '../certificates-app.spec-support';

const NAME = '张三丰';
const NUMBER = '330102199001011234';
const PURPOSE = '家庭用电';
const PLACE = '张三丰宅';

interface ClaimAnswer {
  readonly id: string;
  readonly receiptNumber: string;
  readonly transaction: string;
  readonly beneficiary: Readonly<Record<string, unknown>>;
  readonly salt: string | null;
  readonly purpose: string | null;
  readonly place: string | null;
}

let registry: CertificatesApp;
let claimed: ClaimAnswer;
beforeEach(async () => {
  registry = await CertificatesApp.open();
  await registry.send('machine', 'POST', '/v1/certificate-transfers', {
    ...{ from: registry.owner, to: registry.buyer, ground: 'sale' },
    certificates: [{ plant: 'TEST1', month: '2025-01', quantity: '5' }],
  });
  const answer = await claim();
  expect(answer.statusCode).toBe(201);
  claimed = answer.json();
});
afterEach(() => registry.close());

/** One certificate of the buyer for a person. */
const claim = (over: object = {}) =>
  registry.send('machine', 'POST', '/v1/claims', {
    account: registry.buyer,
    certificates: [{ plant: 'TEST1', month: '2025-01', quantity: '1' }],
    beneficiary: { kind: 'person', nameZh: NAME, nameEn: 'Zhang', identifier: NUMBER, ...over },
    ...{ purpose: PURPOSE, place: PLACE },
    ...{ consumptionStart: '2025-01-01', consumptionEnd: '2025-12-31' },
  });

const read = async (who: Who) =>
  (await registry.send(who, 'GET', `/v1/claims/${claimed.id}`)).json<ClaimAnswer>();

const personId = async () => {
  const [row] = await registry.database.query<{ id: string }>(
    'select beneficiary_person_id as id from certificates.claim',
  );
  return row?.id ?? '';
};

const erase = async () => {
  const id = await personId();
  await registry.database.transaction(async (tx) => {
    for (const source of registry.sources.all()) await source.erase?.(tx, id, registry.clock.now());
    await registry.vault.forget(tx, id, registry.clock.now(), { actor: 'test' });
  });
};

/** Everything of every table as text, as a thief of the database would have it. */
async function dump(): Promise<string> {
  const client = new Client({ connectionString: registry.superuserUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  let text = '';
  for (const { name } of tables) {
    const { rows } = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
    text += rows.map(({ line }) => line).join('\n');
  }
  await client.end();
  return text;
}

describe('claims for natural persons', () => {
  it('PII-004 nothing of the person stands in clear in any table', async () => {
    const text = await dump();
    for (const secret of [NAME, NUMBER, PURPOSE, PLACE, 'Zhang']) expect(text).not.toContain(secret);
    expect(text).toContain(claimed.receiptNumber);
  });

  it('PII-004 is told to the holder whose account claimed and to the registry, each time in the audit trail', async () => {
    for (const who of ['buyerMaker', 'registryMaker', 'machine'] as const) {
      expect(await read(who)).toMatchObject({
        beneficiary: { kind: 'person', particulars: 'shown', nameZh: NAME, identifier: NUMBER },
        ...{ purpose: PURPOSE, place: PLACE },
      });
    }
    const records = await registry.audited('person.read');
    expect(records.map(({ actor }) => actor)).toEqual(['user:buyerMaker', 'user:registryMaker', 'machine']);
    expect(records[0]).toMatchObject({ personal: true, reason: `claim ${claimed.receiptNumber}` });
  });

  it('PII-004 is withheld from auditors, lists and the answer that is kept for repeats; others see no claim', async () => {
    const withheld = {
      kind: 'person',
      particulars: 'withheld',
      nameZh: null,
      nameEn: null,
      identifier: null,
    };
    const { items } = (await registry.send('buyerMaker', 'GET', '/v1/claims')).json<{
      items: ClaimAnswer[];
    }>();
    const told = [await read('auditor'), claimed, ...items];
    expect(told).toHaveLength(3);
    for (const each of told) {
      expect(each.beneficiary).toEqual(withheld);
      expect([each.salt, each.purpose, each.place]).toEqual([null, null, null]);
    }
    expect((await registry.send('maker', 'GET', `/v1/claims/${claimed.id}`)).statusCode).toBe(404);
    expect(await registry.audited('person.read')).toEqual([]);
  });

  it('PII-005 once the person is erased the claim says so, and its commitment cannot be made again', async () => {
    const { salt } = await read('registryMaker');
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    await erase();
    expect(await read('registryMaker')).toMatchObject({
      beneficiary: { particulars: 'erased', nameZh: null, identifier: null },
      ...{ salt: null, purpose: null, place: null },
    });
    const [row] = await registry.database.query('select salt, sealed from certificates.claim');
    expect(row).toEqual({ salt: null, sealed: null });
    const [entry] = await readTransaction(registry.database, BigInt(claimed.transaction));
    expect(entry?.record).toMatchObject({ kind: 'retire', reference: `gec-claim:${claimed.id}` });
  });

  it('PII-005 a key that is gone is enough: what is sealed opens for nobody', async () => {
    const id = await personId();
    await registry.database.transaction((tx) => registry.vault.forget(tx, id, registry.clock.now()));
    expect(await read('registryMaker')).toMatchObject({ beneficiary: { particulars: 'erased' }, salt: null });
  });

  it('PII-002 the person gets a copy of the claims made for them', async () => {
    const source = registry.sources.all().find(({ room }) => room === 'certificates');
    const id = await personId();
    const copy = await registry.database.transaction(
      (tx) => source?.exportOf(tx, id) ?? Promise.resolve(null),
    );
    expect(copy).toMatchObject({
      claims: [{ receiptNumber: claimed.receiptNumber, quantity: '1', purpose: PURPOSE, place: PLACE }],
    });
  });

  it('two claims for one identity number are of one person', async () => {
    expect((await claim({ nameZh: '张三' })).statusCode).toBe(201);
    const [row] = await registry.database.query(
      'select count(distinct beneficiary_person_id)::int as persons, count(*)::int as claims from certificates.claim',
    );
    expect(row).toEqual({ persons: 1, claims: 2 });
  });

  it('a wrong identity number is refused by the name its field has here, and is not repeated', async () => {
    const refused = await claim({ identifier: '330102199001011235' });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ fields: [{ field: 'beneficiary.identifier' }] });
    expect(refused.body).not.toContain('330102199001011235');
  });

  it('PII-005 of a claim the application can forget what is sealed, and change nothing', async () => {
    const change = (set: string) => registry.database.query(`update certificates.claim set ${set}`);
    await expect(change(`sealed = '\\x00'`)).rejects.toMatchObject({ code: 'CL070' });
    await expect(change('quantity = 2')).rejects.toMatchObject({ code: '42501' });
    await expect(change('sealed = null')).resolves.toBeDefined();
  });
});
