import { newId } from '@carbon/kernel';
import { DryRuns } from '@carbon/rulebook';
import { packHash, packsWith } from '@carbon/rules';
import cn from '../../../rules/packs/compliance-cn.2026-1.json';
import { DestinationGrounds } from '../allocation/index';
import { done, type SentTask, SurrenderWorld } from './surrender.spec-support';
import { arrearsOf } from './use-cases/arrears-of';
import { complianceOf } from './use-cases/compliance-of';

let world: SurrenderWorld;
beforeAll(async () => {
  world = await SurrenderWorld.open();
});
afterAll(() => world.close());

const lots = (...units: [instrument: string, quantity: string][]) =>
  units.map(([instrument, quantity]) => ({ instrument, quantity }));
const of2024 = (account: string) => ({ market: 'CN', year: 2024, account });

/** What a round of allocation leaves when it has approved so much for a holder. */
async function approvedAllocation(holderId: string, market: string, tonnes: bigint): Promise<void> {
  const { database } = world.platform;
  const round = newId();
  await database.query(
    `insert into allowances.allocation_round (id, number, market, year, phase, sectors, created_at, created_by)
     values ($1, 'AR900001', $2, 2024, 'final', '{manufacturing}', now(), 'test')`,
    [round, market],
  );
  await database.query(
    `insert into allowances.allocation_line (round_id, holder_id, version, calculation, sector, province, verified_id,
       verified_t, amount_t, why, document, hash, at, by_whom)
     values ($1, $2, 1, 1, 'manufacturing', '广东', $1, 0, $3, 'calculation', '{}', decode(repeat('ab', 32), 'hex'), now(), 'test')`,
    [round, holderId, tonnes.toString()],
  );
  await database.query(
    `insert into allowances.allocation_claim (market, year, phase, holder_id, round_id) values ($1, 2024, 'final', $2, $3)`,
    [market, holderId, round],
  );
  await database.query(
    `insert into allowances.allocation_settlement (round_id, holder_id, sequence, line_version, market, year, phase,
       province, sector, amount_t, earlier_t, owed_before_t, deducted_t, issue_t, return_t, destination,
       destination_reasons, at, by_whom, approver)
     values ($1, $2, 1, 1, $3, 2024, 'final', '广东', 'manufacturing', $4, 0, 0, 0, 0, 0, 'own', '[]', now(), 'test', 'test')`,
    [round, holderId, market, tonnes.toString()],
  );
}

/** Puts a holder on a market's list, or takes it off. */
async function listed(holderId: string, year: number, act: 'add' | 'remove'): Promise<void> {
  const { database } = world.platform;
  const publication = newId();
  await database.query(
    `insert into allowances.emitter_publication (id, market, year, number, cause, published_on, reason, added, removed,
       recorded_at, recorded_by)
     select $1, 'CN', $2, coalesce(max(number), 0) + 1, 'list', '2025-01-01', 'test', 0, 0, now(), 'test'
       from allowances.emitter_publication where market = 'CN' and year = $2`,
    [publication, year],
  );
  await database.query(
    `insert into allowances.emitter_listing (publication_id, market, year, holder_id, act, sector, gases, class_text,
       province, included_since, reason, verdict, basis)
     values ($1, 'CN', $2, $3, $4, 'power', '{CO2}', '发电', '浙江', 2024, 'test', 'within-rule', '{}')`,
    [publication, year, holderId, act],
  );
}

describe('surrender under the rules of markets', () => {
  it('RULES 1.9 S02 in Shenzhen credits meet a fifth of what the allocation leaves open, and no deadline is known', async () => {
    const { id, account, maker } = await world.emitter('SHENZHEN');
    await world.verified(id, 1_000n, 2024, 'SZ');
    const ccer = await world.ccer(account, 500n);
    await world.issue(account, 'SZEA24', 1_000n, 'ETS-SZ');
    // what was allocated is not on file: credits have nothing to be measured by
    expect(await world.line('provinceMaker', 'SHENZHEN', 2024, 'SZ')).toMatchObject({ creditCap: '0' });
    await approvedAllocation(id, 'SZ', 600n);
    expect(await world.line('provinceMaker', 'SHENZHEN', 2024, 'SZ')).toMatchObject({
      ...{ creditCap: '80', creditCapLeft: '80', status: 'B', deadline: null },
    });
    const asked = { market: 'SZ', year: 2024, account };
    const over = await world.propose(maker, 'allowance-surrender', { ...asked, credits: lots([ccer, '81']) });
    expect(over.json()).toMatchObject({ code: 'SURRENDER_UNITS_REFUSED', rule: 'SUR-003' });
    // allowances of one market are nothing in another
    await world.issue(account, 'CEA24', 10n);
    const other = await world.propose(maker, 'allowance-surrender', {
      ...asked,
      allowances: lots(['CEA24', '10']),
    });
    expect(other.json()).toMatchObject({ code: 'ALLOWANCES_NOT_OF_MARKET', rule: 'ETS-008' });
    const task = await world.propose(maker, 'allowance-surrender', {
      ...asked,
      ...{ allowances: lots(['SZEA24', '920']), credits: lots([ccer, '80']) },
    });
    expect(await world.approved('provinceChecker', task)).toMatchObject({ state: 'executed', failure: null });
    expect(await world.line('provinceMaker', 'SHENZHEN', 2024, 'SZ')).toMatchObject({
      status: 'A',
      credits: '80',
    });
    const rate = done(await world.get('provinceMaker', '/v1/compliance-rate?market=SZ&year=2024'));
    expect(rate.json()).toMatchObject({
      all: { obliged: 1, fulfilled: 1, ratePercent: '100.00', inTime: null },
      groups: [{ group: 'manufacturing' }],
    });
    // PIL-001: what was used here is used: nothing is left for the national market
    await world.verified(id, 10_000n);
    const again = await world.propose(maker, 'allowance-surrender', {
      ...of2024(account),
      credits: lots([ccer, '421']),
    });
    expect(again.json()).toMatchObject({ code: 'LEDGER_INSUFFICIENT_BALANCE' });
  });

  it('REG-011 C while a listed holder has nothing verified, excluded when it was taken off the list', async () => {
    const one = await world.emitter('LISTED');
    await listed(one.id, 2024, 'add');
    expect(await world.line('provinceMaker', 'LISTED')).toMatchObject({
      ...{ status: 'C', due: '0', verified: false, creditCap: null, missingYears: [2024], sector: 'power' },
    });
    const closing = await world.propose('registryMaker', 'account-closure', {
      ...{ account: one.account, reason: '示例' },
    });
    expect(closing.json()).toMatchObject({ code: 'SURRENDER_OBLIGATION_OPEN', rule: 'REG-010' });
    await listed(one.id, 2024, 'remove');
    expect((await world.line('provinceMaker', 'LISTED')).status).toBe('excluded');
    const lines = await complianceOf(world.platform.database, { market: 'CN', year: 2024 });
    expect(lines.find(({ holderId }) => holderId === one.id)?.status).toBe('excluded');
  });

  it('ALC-010 SUR-010 arrears are those of years whose deadline has passed, and a ground for the provincial account', async () => {
    const { id, account, maker } = await world.emitter('ARREARS');
    for (const [year, tonnes] of [
      [2022, 30n],
      [2023, 20n],
      [2024, 50n],
    ] as const)
      await world.verified(id, tonnes, year);
    await world.issue(account, 'CEA24', 30n);
    const task = await world.propose(maker, 'allowance-surrender', {
      ...{ market: 'CN', year: 2023, account, arrears: true, allowances: lots(['CEA24', '5']) },
    });
    const { database, app } = world.platform;
    const arrears = () => arrearsOf(database, { market: 'CN', holderIds: [id], upTo: 2023 });
    // what is under review counts for nothing yet
    expect(await arrears()).toEqual([
      {
        holderId: id,
        owedT: 50n,
        years: [
          { year: 2022, owedT: 30n },
          { year: 2023, owedT: 20n },
        ],
      },
    ]);
    await world.approved('provinceChecker', task);
    expect((await arrears())[0]?.owedT).toBe(45n);
    const grounds = await app
      .get(DestinationGrounds, { strict: false })
      .of(database, { market: 'CN', year: 2025, holderIds: [id, world.holders.OTHER] });
    // 2024 is not owed before 31 December 2025 has passed
    expect(grounds.get(id)?.map(({ code, text }) => [code, text.en])).toEqual([
      ['arrears', '45 t of 2022, 2023 are owed'],
    ]);
    expect(grounds.has(world.holders.OTHER)).toBe(false);
    expect((await world.line('provinceMaker', 'ARREARS')).warnings.map(({ rule }) => rule)).toContain(
      'REG-011',
    );
  });

  it("a new version of the rules is tried on this year's surrenders before anybody approves it", async () => {
    const { id, account, maker } = await world.emitter('TRIAL');
    await world.verified(id, 1_000n);
    const ccer = await world.ccer(account, 50n);
    const task = await world.propose(maker, 'allowance-surrender', {
      ...of2024(account),
      credits: lots([ccer, '50']),
    });
    done(task).json<SentTask>();
    const proposed = {
      ...cn,
      version: '2026.2',
      effectiveFrom: '2025-12-01',
      values: cn.values.map((value) =>
        value.key === 'offset' ? { ...value, value: { ...(value.value as object), percent: '3' } } : value,
      ),
    };
    const version = { id: proposed.id, version: proposed.version, hash: packHash(proposed) };
    const effectiveFrom = '2025-12-01' as const;
    const trials = world.platform.app.get(DryRuns, { strict: false }).of('compliance-cn');
    const trial = trials.find((one) => one.id === 'surrenders');
    const found = await trial?.run(
      { database: world.platform.database, progress: () => Promise.resolve() },
      {
        inForce: packsWith([]),
        proposed: packsWith([{ ...version, effectiveFrom, file: proposed }]),
        proposal: { ...version, effectiveFrom },
      },
    );
    expect(found?.lines.filter(({ holderCode }) => holderCode === 'TRIAL')).toMatchObject([
      {
        before: expect.stringContaining('credits 50 t') as string,
        after: expect.stringContaining('credits 30 t') as string,
      },
    ]);
    expect(found?.totals[0]).toMatchObject({ before: '50', after: '30' });
    // nothing of it is booked
    expect(await world.line('provinceMaker', 'TRIAL')).toMatchObject({
      pendingCredits: '50',
      creditCap: '50',
    });
  });
});
