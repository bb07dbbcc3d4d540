import { methodologies } from '../domain/methodologies/methodology-packs';
import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';

let platform: PlatformFixture;
beforeAll(async () => {
  platform = await openPlatformFixture();
});
afterAll(() => platform.close());

interface Told {
  readonly items: readonly { readonly code: string; readonly certainty: string; readonly hash: string }[];
  readonly next?: string;
}
const get = (path: string) => platform.send('GET', path, {});

it('CCR-001 everybody reads the library, page by page, with the certainty of each methodology', async () => {
  const found: Told['items'][number][] = [];
  for (let cursor = ''; ;) {
    const page = (await get(`/v1/methodologies?limit=5${cursor}`)).json<Told>();
    found.push(...page.items);
    if (page.next === undefined) break;
    cursor = `&cursor=${page.next}`;
  }
  const codes = methodologies.map(({ code }) => code).sort();
  expect(found.map(({ code }) => code)).toEqual(codes);
  expect(found.every(({ certainty, hash }) => certainty !== '' && /^[0-9a-f]{64}$/.test(hash))).toBe(true);
});

it('CCM-02 one methodology is told with parameters, checks and formula', async () => {
  const wind = (await get('/v1/methodologies/CCER-01-002-V01')).json<object>();
  expect(wind).toMatchObject({ complete: true, inForce: true, certainty: 'F', sourceKind: 'energy' });
  expect(wind).toMatchObject({ crediting: { maximumYears: 10 }, additionality: { rule: 'waived' } });
  expect((await get('/v1/methodologies/CCER-99-999-V01')).statusCode).toBe(404);
});
