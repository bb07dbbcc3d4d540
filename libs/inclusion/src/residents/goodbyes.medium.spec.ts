import { InclusionWorld } from '../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';
import { Residents, TEXT } from './residents.spec-support';

let platform: PlatformFixture;
let residents: Residents;

beforeAll(async () => {
  platform = await openPlatformFixture();
  residents = new Residents(platform);
  await new InclusionWorld(platform).programme();
});
afterAll(() => platform.close());

it('PII-003 of many who consented to pooling and leave at once, all leave', async () => {
  const many = [];
  for (let each = 0; each < 10; each++) {
    const resident = await residents.registered();
    const consent = { purpose: 'pooling', source: 'sz', textVersion: TEXT, granted: true };
    expect((await residents.post('/v1/me/consents', resident.headers, consent)).statusCode).toBe(201);
    many.push(resident);
  }
  const answers = await Promise.all(many.map(({ headers }) => residents.remove('/v1/me/resident', headers)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(many.map(() => 200));
});
