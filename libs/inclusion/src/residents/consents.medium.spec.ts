import { InclusionWorld } from '../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { consentSourceSql, residentsConsentingSql } from './consents';
import { PLATFORM_CONSENT, Residents, type SignedResident, TEXT } from './residents.spec-support';

let platform: PlatformFixture;
let residents: Residents;

beforeAll(async () => {
  platform = await openPlatformFixture();
  residents = new Residents(platform);
  await new InclusionWorld(platform).programme();
});
afterAll(() => platform.close());

const say = (by: SignedResident, source: string, granted = true) =>
  residents.post('/v1/me/consents', by.headers, { purpose: 'pooling', source, textVersion: TEXT, granted });

/** Who may be pooled in a programme, by number. */
const pooled = async (programme: string): Promise<string[]> => {
  const may = residentsConsentingSql('r', 'pooling', consentSourceSql('$1::text'));
  const rows = await platform.database.query<{ number: string }>(
    `select r.id::text as number from inclusion.resident r where ${may} order by r.id`,
    [programme],
  );
  return rows.map(({ number }) => number);
};

it('CNV-001 PII-001 of many residents those are taken whose consent stands for the programme', async () => {
  const [here, everywhere, notHere, silent] = [
    await residents.registered(),
    await residents.registered(),
    await residents.registered(),
    await residents.registered(),
  ];
  expect(await pooled('SZ')).toEqual([]);
  await say(here, 'sz');
  for (const each of [everywhere, notHere]) await say(each, 'platform');
  await say(notHere, 'sz', false);
  expect(await pooled('SZ')).toEqual([here.number, everywhere.number]);
  expect(await pooled('BJ')).toEqual([everywhere.number, notHere.number]);
  expect(silent.number).toBeDefined();

  await residents.remove('/v1/me/resident', here.headers);
  await say(everywhere, 'platform', false);
  expect(await pooled('SZ')).toEqual([]);
  expect(await pooled('BJ')).toEqual([notHere.number]);
  await residents.post('/v1/me/erasure', notHere.headers, { confirm: 'erase' });
  expect(await pooled('BJ')).toEqual([]);
});

it('PII-001 another purpose is no consent to pooling', async () => {
  const me = await residents.registered({ consents: [PLATFORM_CONSENT] });
  expect(await pooled('SZ')).not.toContain(me.number);
  expect(() => residentsConsentingSql(`r'; --`, 'pooling', '$1')).toThrow(RangeError);
});
