import { InclusionLoop, PoolingClock } from '@carbon/inclusion';
import { openAccounts } from '@carbon/ledger';
import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
  type TestResident,
} from '../../inclusion-world';
import type { Person, PlatformFixture } from '../../platform-fixture';
import { done, task } from '../estate';
import { MORNING } from './projects';

/** Those beside whom all that happens: another of each. */
export interface InclusionNeighbours {
  readonly programme: TestProgramme;
  readonly partner: TestPartner;
  readonly merchant: Person;
  readonly funder: Person;
  /** A member of the same programme. */
  readonly resident: TestResident;
}

/** A city’s programme: who tells of acts, gives rewards and pays for them, a resident with one of everything. */
export interface InclusionRoom {
  readonly programme: TestProgramme;
  readonly partner: TestPartner;
  readonly merchant: Person;
  readonly funder: { readonly maker: Person; readonly checker: Person };
  readonly resident: TestResident;
  /** May help the resident, and is guardian of a child who is one, too. */
  readonly relative: TestResident;
  readonly ward: { readonly person: string; readonly number: string };
  readonly batch: string;
  readonly acts: readonly [string, string];
  readonly appeal: string;
  /** By invitation, of the resident; and one of the programme. */
  readonly challenge: string;
  readonly publicChallenge: string;
  readonly invitation: string;
  readonly pool: string;
  readonly voucher: string;
  readonly voucherCode: string;
  /** The merchant has not said yes to it. */
  readonly waiting: string;
  readonly funding: string;
  readonly line: string;
  readonly neighbours: InclusionNeighbours;
}

export const MERCHANT = 'M03';
export const FUNDER = 'E001';
export const REFERENCE = 'R0217';
/** The first day on which January may be pooled is past. */
const POOLING_DAY = new Date('2026-03-10T02:00:00.000Z');
const TEXT = { textVersion: '2026.1' } as const;
const GIFTS = 10_000n;

export interface PreparedInclusion {
  readonly world: InclusionWorld;
  readonly programme: TestProgramme;
  readonly pool: string;
}

/** Sets the programme up and publishes terms of its pool: they count a while later. */
export async function prepareInclusion(platform: PlatformFixture): Promise<PreparedInclusion> {
  const world = new InclusionWorld(platform);
  const programme = await world.programme('SZ', 'inclusion-shenzhen', 'PHER-SIP');
  const { maker, checker, operatorId } = programme;
  const [account = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: operatorId, kind: 'holding' }]),
  );
  const post = async (url: string, body: object) =>
    done(await platform.send('POST', url, maker.headers, body)).json<{ number: string }>();
  const { number: pool } = await post('/v1/pools', {
    ...{ holder: 'OPERATOR-SZ', account, scheme: 'PHER-SIP', basis: 'micrograms', source: 'synthetic' },
    ...{ nameZh: '示例居民汇集', nameEn: 'Invented pool of residents', methodology: 'SIP-TRIPS' },
  });
  const sharing = { sharingZh: '示例', sharingEn: 'invented' };
  await post(`/v1/pools/${pool}/terms`, { feeBasisPoints: 500, ...sharing });
  const terms = { programme: 'SZ', pool, gramsPerBonusPoint: '100', ...sharing };
  await task(platform, { kind: 'inclusion-pooling-terms', payload: terms }, maker, checker);
  return { world, programme, pool };
}

export async function openInclusionRoom(
  platform: PlatformFixture,
  { world, programme: prepared, pool }: PreparedInclusion,
): Promise<InclusionRoom> {
  const programme = {
    ...prepared,
    maker: await platform.again(prepared.maker),
    checker: await platform.again(prepared.checker),
  };
  const partner = await world.partner('P1', programme, ['metro']);
  const [resident, relative] = [await world.resident(programme), await world.resident(programme)];
  await world.link(partner, resident, REFERENCE);
  const told = await tellOf(platform, partner);
  const appeal = await post(platform, resident.person, `/v1/me/acts/${told.acts[1]}/appeals`, {
    grounds: '该次出行属实',
  });
  const ward = await family(platform, resident, relative);
  await pooled(platform, programme, resident);
  // whoever looks whether anything changed is alone
  for (const clock of [InclusionLoop, PoolingClock])
    await platform.app.get<{ onModuleDestroy(): Promise<void> }>(clock, { strict: false }).onModuleDestroy();
  return {
    ...{ programme, partner, resident, relative, ward, pool, ...told, appeal: appeal['id'] ?? '' },
    ...(await challenges(platform, programme, resident)),
    ...(await rewards(platform, programme, resident)),
    neighbours: await neighbours(platform, world, programme),
  };
}

async function post(
  platform: PlatformFixture,
  { headers }: Pick<Person, 'headers'>,
  url: string,
  body: object = {},
): Promise<Record<string, string>> {
  return done(await platform.send('POST', url, headers, body)).json<Record<string, string>>();
}

/** A trip that counts, one that is too fast, one of a stranger. */
async function tellOf(platform: PlatformFixture, { maker, code }: TestPartner) {
  const trip = {
    ...{ eventId: 'EV-1', resident: REFERENCE, method: 'metro', startedAt: '2026-02-27T08:00:00+08:00' },
    ...{ durationS: 1_800, amount: 12_000 },
  };
  const acts = [
    trip,
    { ...trip, eventId: 'EV-2', startedAt: '2026-02-27T12:00:00+08:00', durationS: 60, amount: 90_000 },
    { ...trip, eventId: 'EV-3', resident: 'R9999' },
  ];
  const { batch = '' } = await post(platform, { headers: maker.headers }, `/v1/partners/${code}/acts`, {
    acts,
  });
  await platform.app.get(InclusionLoop, { strict: false }).judge();
  const rows = await platform.database.query<{ act_no: string }>(
    'select act_no::text from inclusion.verdict order by act_no',
  );
  const [first, second] = rows.map(({ act_no }) => act_no);
  if (first === undefined || second === undefined) throw new Error('two acts were told');
  return { batch, acts: [first, second] as const };
}

async function family(platform: PlatformFixture, resident: TestResident, relative: TestResident) {
  const { code } = await post(platform, resident.person, '/v1/me/family/codes');
  await post(platform, relative.person, '/v1/me/family', { code });
  await post(platform, resident.person, `/v1/me/family/${relative.id}/helper`);
  const { ward: person = '' } = await post(platform, { headers: platform.machine }, '/v1/guardianships', {
    ...{ guardian: relative.person.personId, child: { birthDate: '2018-03-04' } },
    evidence: 'ab'.repeat(32),
  });
  const { number = '' } = await post(platform, relative.person, `/v1/me/wards/${person}/resident`, {
    programme: 'SZ',
  });
  return { person, number };
}

/** What the resident saved in January is pooled with consent. */
async function pooled(platform: PlatformFixture, programme: TestProgramme, resident: TestResident) {
  await platform.database.transaction((tx) =>
    tx.query(
      `insert into inclusion.resident_month
         (resident_id, programme_id, month, acts, points, reduced_ug, poolable_ug, emitted_ug)
       values ($1, $2, '2026-01-01', 1, 0, 5000000000, 5000000000, 0)`,
      [resident.id.toString(), programme.id],
    ),
  );
  const consent = { purpose: 'pooling', source: 'sz', ...TEXT, granted: true };
  await post(platform, resident.person, '/v1/me/consents', consent);
  platform.clock.set(POOLING_DAY);
  const [maker, checker] = [await platform.again(programme.maker), await platform.again(programme.checker)];
  const payload = { programme: 'SZ', upTo: '2026-01' };
  await task(platform, { kind: 'inclusion-pool-round', payload }, maker, checker);
  platform.clock.set(MORNING);
}

async function challenges(platform: PlatformFixture, { maker }: TestProgramme, { person }: TestResident) {
  const body = { title: '示例挑战', begins: '2026-03-10', ends: '2026-03-20' };
  const own = await post(platform, person, '/v1/me/challenges', { ...body, programme: 'SZ' });
  const { code = '' } = own;
  await post(platform, person, '/v1/me/challenge-memberships', { code, nickname: '示例', agrees: true });
  const open = await post(platform, maker, '/v1/programmes/SZ/challenges', { ...body, kind: 'programme' });
  return {
    ...{ challenge: own['id'] ?? '', invitation: code },
    publicChallenge: open['challenge'] ?? '',
  };
}

async function rewards(platform: PlatformFixture, programme: TestProgramme, resident: TestResident) {
  const merchant = await platform.person(await platform.holder(MERCHANT, 'merchant'), 'maker');
  const house = await platform.holder(FUNDER, 'key-emitter');
  const funder = {
    maker: await platform.person(house, 'maker'),
    checker: await platform.person(house, 'checker'),
  };
  const grant = {
    ...{ funder: FUNDER, programme: 'SZ', purposeZh: '示例', purposeEn: 'invented', budgetYuan: '100.00' },
    source: 'synthetic',
  };
  await task(platform, { kind: 'inclusion-funding', payload: grant }, funder.maker, funder.checker);
  const [row] = await platform.database.query<{ id: string }>('select id from inclusion.funding');
  const funding = row?.id ?? '';
  for (const [code, over] of [
    ['COFFEE', { funding }],
    ['BREAD', { confirms: true }],
  ] as const) {
    const payload = {
      ...{ programme: 'SZ', code, kind: 'goods', nameZh: '示例', nameEn: 'Invented', points: '100' },
      ...{ merchant: MERCHANT, settlementYuan: '3.00', stock: '100', source: 'synthetic', ...over },
    };
    await task(platform, { kind: 'inclusion-reward', payload }, programme.maker, programme.checker);
  }
  const [given] = await platform.database.transaction((tx) =>
    platform.ledger.submit(tx, [
      {
        ...{ kind: 'issue', instrument: 'POINTS-SZ', quantity: GIFTS, to: resident.accountNumber },
        ...{ sourceKey: 'estate-points', cause: { actor: 'test' } },
      },
    ]),
  );
  if (given?.status !== 'done') throw new Error('no points were issued');
  const take = async (reward: string) =>
    (await post(platform, resident.person, '/v1/me/vouchers', { programme: 'SZ', reward }))['id'] ?? '';
  const codeOf = async (id: string) =>
    done(await platform.send('GET', `/v1/me/vouchers/${id}`, resident.person.headers)).json<{
      code: string;
    }>().code;
  const used = await codeOf(await take('COFFEE'));
  const { line = '' } = await post(platform, merchant, '/v1/merchants/vouchers/use', { code: used });
  const voucher = await take('COFFEE');
  const at = { voucher, voucherCode: await codeOf(voucher), waiting: await take('BREAD') };
  return { merchant, funder, funding, line, ...at };
}

async function neighbours(
  platform: PlatformFixture,
  world: InclusionWorld,
  programme: TestProgramme,
): Promise<InclusionNeighbours> {
  const other = await world.programme('NB');
  return {
    programme: other,
    partner: await world.partner('P2', programme, ['metro']),
    merchant: await platform.person(await platform.holder('M04', 'merchant'), 'maker'),
    funder: await platform.person(await platform.holder('E002', 'key-emitter'), 'maker'),
    resident: await world.resident(programme),
  };
}
