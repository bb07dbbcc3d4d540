import { sqlState } from '@carbon/database';
import { Client } from 'pg';
import { CreditWorld, done, type Who } from '../../../../tests/support/credit-world';
import type { Answer } from '../../../../tests/support/platform-fixture';
import { ATTESTATION_LIFE } from './domain/attestation-life';

interface Attested {
  readonly number: string;
  readonly standing: string;
  readonly grade: { readonly en: string } | null;
  readonly surveillanceDue: string | null;
  readonly surveillanceOverdue: boolean;
}

let world: CreditWorld;
beforeAll(async () => {
  world = await CreditWorld.open();
  await world.platform.holder('SOMEBODY', 'resident');
});
afterAll(() => world.close());

const REASON = { reason: '监督审核发现不符合项（示例）' };
const codeOf = (answer: Answer) => answer.json<{ code: string }>().code;
const told = (answer: Answer) => done(answer).json<Attested>();

const tea = async (over: object = {}, who: Who = 'verifier') => ({
  ...{ type: 'low-carbon-tea', holder: 'BUYER', certificateNumber: 'EX-2026-0001' },
  scope: { zh: '示例茶园 120 公顷', en: 'Example gardens, 120 ha' },
  figures: { kgPerKg: '6.4', hectares: '120' },
  document: await world.document(who),
  ...{ validFrom: '2026-03-02', validUntil: '2029-03-02' },
  ...over,
});
const issue = async (over: object = {}) =>
  told(await world.post('verifier', '/v1/attestations', await tea(over)));
const act = (number: string, what: string, body: object, who: Who = 'verifier') =>
  world.post(who, `/v1/attestations/${number}/${what}`, body);
const look = async (number: string) => told(await world.public(`/v1/public/attestations/${number}`));

describe('S29 an attestation', () => {
  it('is issued by a verifier’s own person, and looked up by everybody, who learn of no person', async () => {
    const { number } = await issue();
    expect(number).toMatch(/^AT\d{6}$/);
    const open = await world.public(`/v1/public/attestations/${number}`);
    expect(open.json()).toMatchObject({
      ...{ type: 'low-carbon-tea', standing: 'valid', standard: 'ISO 14067:2018', certainty: 'X' },
      ...{ holder: { code: 'BUYER' }, certifier: { code: 'VERIFIER' }, surveillanceDue: '2027-03-02' },
      figures: { kgPerKg: '6.4', hectares: '120' },
    });
    const events = await world.public(`/v1/public/attestations/${number}/events`);
    expect(events.json<{ items: object[] }>().items).toMatchObject([{ act: 'issue', to: 'valid' }]);
    expect(open.body + events.body).not.toMatch(/user:|key:/);
    expect(codeOf(await world.public('/v1/public/attestations/AT999999'))).toBe('ATTESTATION_UNKNOWN');
  });

  it('is listed for its holder and its certifier, and is not there for others', async () => {
    const { number } = await issue();
    const listed = async (who: Who) =>
      done(await world.get(who, '/v1/attestations?standing=valid&type=low-carbon-tea&limit=500'))
        .json<{ items: Attested[] }>()
        .items.map((each) => each.number);
    expect(await listed('buyerMaker')).toContain(number);
    expect(await listed('verifier')).toContain(number);
    expect(await listed('validator')).toEqual([]);
    for (const path of ['', '/events']) {
      expect((await world.get('validator', `/v1/attestations/${number}${path}`)).statusCode).toBe(404);
      expect((await world.get('buyerMaker', `/v1/attestations/${number}${path}`)).statusCode).toBe(200);
    }
  });

  it('of landfill takes its grade from its figures', async () => {
    const waste = { type: 'zero-waste-to-landfill', validUntil: '2027-03-01' };
    const { grade } = await issue({ ...waste, figures: { wasteT: '1000', divertedT: '962.5' } });
    expect(grade?.en).toBe('Gold');
  });

  it('is suspended with a reason, reinstated, and withdrawn for good; its history stays', async () => {
    const { number } = await issue();
    expect(told(await act(number, 'suspensions', REASON)).standing).toBe('suspended');
    expect((await look(number)).standing).toBe('suspended');
    expect(codeOf(await act(number, 'suspensions', REASON))).toBe('ATTESTATION_STEP_NOT_OPEN');
    expect(told(await act(number, 'reinstatements', REASON)).standing).toBe('valid');
    expect(told(await act(number, 'withdrawals', REASON)).standing).toBe('withdrawn');
    expect(codeOf(await act(number, 'reinstatements', REASON))).toBe('ATTESTATION_STEP_NOT_OPEN');
    const events = await world.get('buyerMaker', `/v1/attestations/${number}/events`);
    expect(events.json<{ items: { act: string }[] }>().items.map((each) => each.act)).toEqual([
      ...['issue', 'suspend', 'reinstate', 'withdraw'],
    ]);
    const rows = await world.platform.database.query<{ action: string }>(
      `select action from audit.record where subject_id = $1 order by id`,
      [number],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...['attestation.issued', 'attestation.suspended', 'attestation.reinstated', 'attestation.withdrawn'],
    ]);
  });
});

describe('S29 what is refused', () => {
  it.each([
    ['more time than the type has', { validUntil: '2029-03-03' }, 'ATTESTATION_VALID_TOO_LONG'],
    ['an end before the beginning', { validUntil: '2026-03-01' }, 'INPUT_MALFORMED'],
    ['figures that the type does not know', { figures: { kgPerKg: '1', x: '1' } }, 'INPUT_MALFORMED'],
    ['vouching for itself', { holder: 'VERIFIER' }, 'ATTESTATION_CERTIFIER_LINKED'],
    ['a holder that is not there', { holder: 'NOBODY' }, 'HOLDER_UNKNOWN'],
    ['a resident, of whom nothing public is written', { holder: 'SOMEBODY' }, 'HOLDER_UNKNOWN'],
    ['a type that is not there', { type: 'zero-everything' }, 'INPUT_MALFORMED'],
  ])('%s', async (_, over, code) => {
    expect(codeOf(await world.post('verifier', '/v1/attestations', await tea(over)))).toBe(code);
  });

  it('a certificate that another house filed', async () => {
    const body = await tea({}, 'validator');
    expect(codeOf(await world.post('verifier', '/v1/attestations', body))).toBe(
      'CREDITS_DOCUMENT_OF_ANOTHER',
    );
  });

  it('acts of others: its holder, another verifier, a machine of the operator', async () => {
    const { number } = await issue();
    expect((await act(number, 'withdrawals', REASON, 'buyerMaker')).statusCode).toBe(403);
    expect(codeOf(await act(number, 'withdrawals', REASON, 'validator'))).toBe('ATTESTATION_UNKNOWN');
    const machine = await world.post('machine', '/v1/attestations', await tea());
    expect([machine.statusCode, codeOf(machine)]).toEqual([403, 'ATTESTATION_NOT_A_CERTIFIER']);
    expect((await look(number)).standing).toBe('valid');
  });

  it('two suspensions at once: one holds', async () => {
    const { number } = await issue();
    const answers = await Promise.all([1, 2, 3].map(() => act(number, 'suspensions', REASON)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
  });
});

describe('S29 the database', () => {
  it('holds everybody to the very steps of the rules', async () => {
    const [row] = await world.platform.database.query<{ check: string }>(
      `select pg_get_constraintdef(oid) as check from pg_constraint where conname = 'attestation_steps'`,
    );
    const words = [...(row?.check ?? '').matchAll(/'([a-z]+)'::text/g)].map(([, word]) => word);
    expect(words.join()).toBe(ATTESTATION_LIFE.steps.map(({ act, from, to }) => [act, from, to]).join());
  });

  it('refuses steps out of order, and changes of what was issued, whoever asks', async () => {
    const { number } = await issue();
    const client = new Client({ connectionString: world.platform.superuserUrl });
    await client.connect();
    const state = (sql: string) => client.query(sql, [number]).then(() => 'done', sqlState);
    const event = (act: string, from: string, to: string) =>
      state(`insert into credits.attestation_event (subject_id, act, from_state, to_state, at, by_whom, house_id, reason)
        select id, '${act}', '${from}', '${to}', now(), 'test', certifier_id, 'test'
          from credits.attestation where number = $1`);
    expect(await event('reinstate', 'suspended', 'valid')).toBe('CL081');
    expect(await event('suspend', 'valid', 'withdrawn')).toBe('23514');
    expect(await state(`update credits.attestation set valid_until = '2099-01-01' where number = $1`)).toBe(
      'CL080',
    );
    expect(await state(`delete from credits.attestation where number = $1`)).toBe('CL080');
    await client.end();
    const ours = world.platform.database.query(
      `update credits.attestation set state = 'withdrawn' where number = $1`,
      [number],
    );
    expect(await ours.then(() => 'done', sqlState)).toBe('42501');
  });
});

describe('S29 as time goes by', () => {
  it('surveillance falls due, is overdue, is recorded; at its end the attestation expires', async () => {
    const { number } = await issue();
    await world.on('2027-03-03');
    expect(await look(number)).toMatchObject({ surveillanceDue: '2027-03-02', surveillanceOverdue: true });
    const survey = async (on: string, outcome: string) =>
      act(number, 'surveillances', { on, outcome, document: await world.document('verifier') });
    expect(codeOf(await survey('2027-03-04', 'conforming'))).toBe('INPUT_MALFORMED');
    // faults are recorded and move no day
    expect(told(await survey('2027-03-03', 'not-conforming')).surveillanceOverdue).toBe(true);
    expect(told(await survey('2027-03-03', 'conforming'))).toMatchObject({
      ...{ standing: 'valid', surveillanceDue: '2028-03-03', surveillanceOverdue: false },
    });
    await world.on('2029-03-03');
    expect(await look(number)).toMatchObject({ standing: 'expired', surveillanceOverdue: false });
    expect(codeOf(await act(number, 'suspensions', REASON))).toBe('ATTESTATION_STEP_NOT_OPEN');
    expect(told(await act(number, 'withdrawals', REASON)).standing).toBe('withdrawn');
  });

  it('types without surveillance have none recorded', async () => {
    const { number, surveillanceDue } = await issue({
      type: 'carbon-neutrality-statement',
      figures: { emissionsT: '7718.5', retiredT: '7719' },
      ...{ validFrom: '2029-03-03', validUntil: '2030-03-03' },
    });
    expect(surveillanceDue).toBeNull();
    const body = {
      on: '2029-03-03',
      outcome: 'conforming',
      document: await world.document('verifier'),
    };
    expect(codeOf(await act(number, 'surveillances', body))).toBe('ATTESTATION_SURVEILLANCE_NOT_ASKED');
  });
});
