import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openSession } from '@carbon/identity';
import { consentSourceOf, InclusionLoop, PoolingClock } from '@carbon/inclusion';
import { verifyActEvidence } from '@carbon/inclusion/domain';
import { CONSENT_PURPOSES, ConsentListeners, Consents } from '@carbon/privacy';
import { verifyBundle } from '@carbon/transparency/verify';
import { type DemoAct, demoActs } from '../../../apps/platform/src/demo/inclusion/acts';
import { BY_OPERATOR, OPERATOR, PROGRAMME } from '../../../apps/platform/src/demo/inclusion/houses';
import {
  type InclusionStory,
  openCity,
  tellAll,
  tellSeptember,
  type ToldAnswer,
} from '../../../apps/platform/src/demo/inclusion/live-inclusion';
import { giveLogin } from '../../../apps/platform/src/demo/inclusion/resident-login';
import { BY_REGISTRY, VERIFIER } from '../../../apps/platform/src/demo/houses';
import type { Who } from '../../../apps/platform/src/demo/stage';
import { StoryStage } from '../../support/story-stage';

const READER = 'R0217';
const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 200;
const GRAMS_A_TONNE = 1_000_000;

/** Autumn 2026 in a city of the demonstration: what partners told, what residents have of it, and what became of it. */
describe('a month of low-carbon trips', () => {
  let stage: StoryStage;
  let story: InclusionStory;
  let late: ReadonlyMap<string, ToldAnswer>;

  beforeAll(async () => {
    stage = await StoryStage.open();
    const { platform } = stage;
    const loop = platform.app.get(InclusionLoop, { strict: false });
    const judge = async () => {
      await loop.judge();
      await loop.fold();
    };
    story = { stage, database: platform.database, vault: platform.vault, judge };
    await openCity(story);
    late = await tellSeptember(story);
  });
  afterAll(() => stage.close());

  const asResident = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
    const { platform } = stage;
    const now = platform.clock.now();
    const login = { reference: READER, email: 'reader@story.example' };
    const token = await platform.database.transaction(async (tx) => {
      const { userId = '' } = (await giveLogin(tx, platform.vault, login, now)) ?? {};
      const opened = await openSession(tx, platform.vault, { userId, secondFactor: true }, now);
      return opened.tokens.access;
    });
    const key = hash('sha256', `${path} ${JSON.stringify(body)}`);
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
    const answer = await platform.send(method, path, headers, body);
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.body}`);
    return answer.json<Record<string, unknown>>();
  };

  const refusedOf = (partner: string) =>
    (late.get(partner)?.acts ?? []).flatMap(({ eventId, refusal }) =>
      refusal === undefined ? [] : [[eventId, refusal.code]],
    );

  it('CNV-003 the five faulty rows are refused, each for its own reason', async () => {
    expect(refusedOf('P1')).toEqual([
      ['EV900003', 'started-at'],
      ['EV900005', 'amount'],
    ]);
    expect(refusedOf('P2')).toEqual([]);
    const rejects = async (partner: string) => {
      const path = `/v1/partners/${partner}/rejects?limit=500`;
      const { items } = await stage.get<{ items: { eventId: string; refusal: { code: string } }[] }>(
        `${partner}/maker`,
        path,
      );
      return items.map(({ eventId, refusal }) => [eventId, refusal.code]);
    };
    expect(await rejects('P1')).toEqual(
      expect.arrayContaining([
        ['EV000005', 'event-repeated'],
        ['EV900004', 'speed'],
      ]),
    );
    expect(await rejects('P2')).toEqual(expect.arrayContaining([['EV900001', 'same-trip']]));
    expect([...(await rejects('P1')), ...(await rejects('P2')), ...(await rejects('P3'))]).toHaveLength(13);
  });

  it('a resident sees its month: each trip in plain words, grams, points and their last day', async () => {
    const month = await asResident('GET', '/v1/me/inclusion/months/2026-09');
    expect(month).toMatchObject({ month: '2026-09', pending: 0 });
    const diary = await asResident('GET', '/v1/me/acts?limit=100');
    const acts = diary['items'] as Record<string, unknown>[];
    const own = demoActs().filter(({ resident, amount }) => resident === READER && amount > 0);
    expect(acts).toHaveLength(own.length);
    const points = await asResident('GET', '/v1/me/points');
    expect(points).toMatchObject({
      programmes: [{ programme: PROGRAMME, spendable: month['points'], justEarned: '0' }],
    });
    const [{ expiring } = { expiring: [] }] = points['programmes'] as { expiring: object[] }[];
    expect(expiring).toMatchObject([{ points: month['points'], validThrough: '2028-09-30' }]);
  });

  it('PTS-005 a coffee is taken for points and used once', async () => {
    const taken = await asResident('POST', '/v1/me/vouchers', { programme: PROGRAMME, reward: 'COFFEE' });
    const voucher = await asResident('GET', `/v1/me/vouchers/${String(taken['id'])}`);
    const use = (merchant: string) =>
      stage.ask(`${merchant}/maker` as Who, 'POST', '/v1/merchants/vouchers/use', { code: voucher['code'] });
    expect(await use('M02')).toMatchObject({ status: 404 });
    expect(await use('M03')).toMatchObject({ status: 200 });
    const used = await asResident('GET', `/v1/me/vouchers/${String(taken['id'])}`);
    expect(used).toMatchObject({ state: 'used' });
  });

  describe('CNV-001, CNV-002 two months are pooled', () => {
    let pool: string;

    beforeAll(async () => {
      stage.on('2026-10-08');
      pool = await publishTerms();
      stage.on('2026-10-09');
      await consentToPooling();
      stage.turnTo(new Date('2026-10-30T20:00:00+08:00'));
      await tellAll(stage, demoActs().slice(0, -5).map(aMonthLater));
      await story.judge();
      stage.on('2026-12-04');
      await stage.act('inclusion-pool-round', { programme: PROGRAMME, upTo: '2026-10' }, BY_OPERATOR);
    });

    it('reach a tonne, which becomes a credit; the rest waits', async () => {
      const rounds = await stage.get<{ items: { takenGrams: string }[] }>(
        BY_OPERATOR.maker,
        `/v1/programmes/${PROGRAMME}/pooling/rounds`,
      );
      const grams = Number(rounds.items[0]?.takenGrams);
      expect(grams).toBeGreaterThan(GRAMS_A_TONNE);
      expect(grams).toBeLessThan(2 * GRAMS_A_TONNE);
      const report = await engageVerifier(pool);
      await stage.post(`${VERIFIER.code}/maker`, `/v1/pools/${pool}/periods/1/verifications`, {
        ...{ grams: rounds.items[0]?.takenGrams, report },
      });
      const by = { ...BY_REGISTRY, maker: BY_OPERATOR.maker };
      const issued = await stage.act('pooled-issue', { pool, period: 1 }, by);
      expect(issued).toMatchObject({ tonnes: '1' });
      await stage.platform.app.get(PoolingClock, { strict: false }).sweep();
      const mine = await asResident('GET', '/v1/me/pooling');
      const [share] = mine['items'] as Record<string, unknown>[];
      expect(Number(share?.['takenGrams'])).toBeCloseTo(
        Number(share?.['issuedGrams']) + Number(share?.['carriedGrams']),
        6,
      );
      expect(share).toMatchObject({ canTakeBack: false });
    });
  });

  describe('PII-003, PII-005 a resident leaves', () => {
    let mine: string;
    let neighbours: readonly string[];

    beforeAll(async () => {
      const [first] = (await asResident('GET', '/v1/me/acts?limit=1'))['items'] as { number: string }[];
      mine = first?.number ?? '';
      const rows = await stage.platform.database.query<{ act_no: string }>(
        `select n.act_no from inclusion.act a join inclusion.act n on n.act_no >> 13 = a.act_no >> 13
          where a.act_no = $1 and n.resident_id <> a.resident_id order by n.act_no limit 20`,
        [mine],
      );
      neighbours = rows.map(({ act_no }) => act_no);
      expect(neighbours).toHaveLength(20);
    });

    const provesItself = async (act: string): Promise<boolean> => {
      const { status, body } = await stage.ask('REGISTRY/reader', 'GET', `/v1/acts/${act}/evidence`);
      const { file } = body as { file?: string };
      if (status !== 200 || file === undefined) return false;
      return verifyActEvidence(file, (audit) => {
        const verdict = verifyBundle(audit);
        return verdict.valid ? verdict.bundle.record : undefined;
      }).valid;
    };

    /** The notary works beside the story. */
    const sealed = async () => {
      while (!(await provesItself(mine))) await pause(LOOK_EVERY_MS);
    };

    it('AC-118 its trips are gone and prove nothing more; every neighbour’s still prove themselves', async () => {
      await sealed();
      expect(await provesItself(mine)).toBe(true);
      const left = await asResident('DELETE', '/v1/me/resident');
      expect(Number(left['pointsCancelled'])).toBeGreaterThan(0);
      const gone = await stage.ask('REGISTRY/reader', 'GET', `/v1/acts/${mine}/evidence`);
      expect(gone.status).not.toBe(200);
      expect(gone.body).toMatchObject({ rule: 'PII-005' });
      for (const act of neighbours) expect([act, await provesItself(act)]).toEqual([act, true]);
      const [rows] = await stage.platform.database.query<{ count: string }>(
        `select (select count(*) from inclusion.link where reference = $1) + (select count(*) from inclusion.act
           where act_no = $2) as count`,
        [READER, mine],
      );
      expect(rows).toEqual({ count: '0' });
    });
  });

  async function consentToPooling(): Promise<void> {
    const { database, vault, clock } = stage.platform;
    const consents = new Consents({ vault, listeners: new ConsentListeners() });
    const textVersion = CONSENT_PURPOSES.find(({ id }) => id === 'pooling')?.version ?? '';
    await database.transaction(async (tx) => {
      const residents = await tx.query<{ person_id: string }>('select person_id from inclusion.resident');
      for (const { person_id: personId } of residents)
        await consents.record(
          tx,
          {
            ...{ personId, givenBy: personId, purpose: 'pooling', source: consentSourceOf(PROGRAMME) },
            ...{ textVersion, granted: true, separate: true },
          },
          clock.now(),
        );
    });
  }

  async function publishTerms(): Promise<string> {
    const maker = BY_OPERATOR.maker;
    const { number: pool } = await stage.post<{ number: string }>(maker, '/v1/pools', {
      ...{ holder: OPERATOR.code, account: await stage.account(OPERATOR.code), scheme: 'PHER-SZ' },
      ...{
        nameZh: '城市居民汇集（示例）',
        nameEn: 'Residents of the city (example)',
        methodology: 'PHER-POOL-V01',
      },
      ...{ basis: 'micrograms', source: 'synthetic' },
    });
    const sharing = { sharingZh: '按减排量比例（示例）', sharingEn: 'By reduction (example)' };
    await stage.post(maker, `/v1/pools/${pool}/terms`, { feeBasisPoints: 500, ...sharing });
    const terms = { programme: PROGRAMME, pool, gramsPerBonusPoint: '100', ...sharing };
    await stage.act('inclusion-pooling-terms', terms, BY_OPERATOR);
    return pool;
  }

  async function engageVerifier(pool: string): Promise<string> {
    await stage.enter(VERIFIER);
    const document = await stage.document('REGISTRY/maker', `engagement for ${pool}`);
    await stage.act(
      'engagement',
      {
        ...{
          auditor: VERIFIER.code,
          holders: [OPERATOR.code],
          windowFrom: '2026-01-01',
          windowTo: '2026-12-31',
        },
        ...{ accessFrom: '2026-12-04T00:00:00+08:00', accessUntil: '2026-12-20T00:00:00+08:00' },
        purpose: '碳普惠核查（示例） verification of a pool (example)',
      },
      { ...BY_REGISTRY, document },
    );
    return stage.document(`${VERIFIER.code}/maker`, `verification of ${pool}`);
  }
});

/** The same trips thirty days on, as events of their own. */
function aMonthLater(act: DemoAct): DemoAct {
  const startedAt = new Date(Date.parse(act.startedAt) + 30 * DAY_MS);
  return { ...act, eventId: `O-${act.eventId}`, startedAt: startedAt.toISOString() };
}
