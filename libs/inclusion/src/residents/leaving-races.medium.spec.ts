import {
  InclusionWorld,
  type TestPartner,
  type TestProgramme,
} from '../../../../tests/support/inclusion-world';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { releasedPacks } from '@carbon/rules/domain';
import { evaluateOnce } from '../evaluation/use-cases/evaluate';
import { foldAfter } from '../points/index';
import { Residents } from './residents.spec-support';

let platform: PlatformFixture;
let residents: Residents;
let programme: TestProgramme;
let metro: TestPartner;

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-10-01T02:00:00.000Z'));
  residents = new Residents(platform);
  const world = new InclusionWorld(platform);
  programme = await world.programme();
  metro = await world.partner('METRO', programme, ['metro']);
});
afterAll(async () => {
  expect(await breaches(platform.database)).toEqual([]);
  await platform.close();
});

const acts = (reference: string, batch: number) => ({
  acts: Array.from({ length: 5 }, (_, at) => ({
    ...{
      eventId: `${reference}-${batch}-${at}`,
      resident: reference,
      method: 'metro',
      durationS: 2220,
      amount: 8635,
    },
    startedAt: `2026-09-${10 + batch}T0${at}:19:00+08:00`,
  })),
});
const tell = (reference: string, batch: number) =>
  residents.post(`/v1/partners/METRO/acts`, metro.maker.headers, acts(reference, batch));
const evaluate = () =>
  evaluateOnce(platform.database, { packs: () => Promise.resolve(releasedPacks) }, () =>
    platform.clock.now(),
  );
const fold = () =>
  platform.database.transaction((tx) =>
    foldAfter(tx, platform, { after: 0n, residents: 1_000, now: platform.clock.now() }),
  );
const pointsOn = (account: string) =>
  platform.database.query(
    `select b.available from ledger.balance b join ledger.account a on a.id = b.account_id
      where a.number = $1 and b.available <> 0`,
    [account],
  );

it('PII-005 who leaves while acts land, are judged and folded is found nowhere after it', async () => {
  for (let round = 0; round < 4; round++) {
    const [me, other] = [await residents.registered(), await residents.registered()];
    const [reference, theirs] = [`LEAVES-${round}`, `STAYS-${round}`];
    await residents.linked(me, metro, reference);
    await residents.linked(other, metro, theirs);
    expect((await tell(reference, 0)).json()).toMatchObject({ accepted: 5 });
    expect((await tell(theirs, 0)).json()).toMatchObject({ accepted: 5 });
    await evaluate();
    const answers = await Promise.all([
      tell(reference, 1),
      residents.remove('/v1/me/resident', me.headers),
      tell(reference, 2),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200, 201]);
    const again = await residents.registered();
    await residents.linked(again, metro, reference);
    await tell(reference, 3);
    await Promise.all([
      fold(),
      residents.remove('/v1/me/resident', again.headers),
      evaluate(),
      tell(reference, 4),
    ]);
    await evaluate();
    await fold();
    for (const gone of [me, again]) {
      expect(await residents.whereabouts(gone, reference)).toEqual([]);
      expect(await pointsOn(gone.account)).toEqual([]);
    }
    expect(await pointsOn(other.account)).toHaveLength(1);
  }
});

it('of many goodbyes at once one counts, and a code that is shown meanwhile links nobody', async () => {
  for (let round = 0; round < 4; round++) {
    const me = await residents.registered();
    const reference = `GOODBYE-${round}`;
    const { code } = (await residents.code(me, 'METRO')).json<{ code: string }>();
    const answers = await Promise.all([
      residents.remove('/v1/me/resident', me.headers),
      residents.redeem(metro, code, reference),
      residents.remove('/v1/me/resident', me.headers),
      residents.post('/v1/me/programmes', me.headers, { programme: 'SZ' }),
      residents.post('/v1/me/resident/preferences', me.headers, { largeType: true }),
    ]);
    expect(answers.filter(({ statusCode }) => statusCode >= 500)).toEqual([]);
    const gone = [answers[0], answers[2]].filter((answer) => answer.statusCode === 200);
    expect(gone).toHaveLength(1);
    expect(await residents.whereabouts(me, reference)).toEqual([]);
  }
});
