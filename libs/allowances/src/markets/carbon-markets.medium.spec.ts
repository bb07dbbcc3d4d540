import { openPlatformFixture, type PlatformFixture } from '../../../../tests/support/platform-fixture';

interface Rule {
  readonly topic: string;
  readonly key: string;
  readonly words: { readonly zh: string; readonly en: string };
  readonly rules: readonly string[];
  readonly certainty: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly pack: { readonly id: string };
}
interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

let platform: PlatformFixture;
beforeAll(async () => {
  platform = await openPlatformFixture();
});
afterAll(() => platform.close());

const get = (path: string) => platform.send('GET', path, {});

/** All rules, page by page. */
async function rulesOf(market: string, query = 'limit=20'): Promise<Rule[]> {
  const found: Rule[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Page<Rule> = (await get(`/v1/carbon-markets/${market}?${query}${cursor}`)).json<Page<Rule>>();
    found.push(...page.items);
    cursor = page.next === undefined ? undefined : `&cursor=${page.next}`;
  }
  return found;
}

it('markets are listed for everybody, page by page', async () => {
  const first = (await get('/v1/carbon-markets?limit=6')).json<Page<{ market: string }>>();
  const rest = (await get(`/v1/carbon-markets?limit=6&cursor=${first.next ?? ''}`)).json<typeof first>();
  const codes = [...first.items, ...rest.items].map(({ market }) => market);
  expect(codes).toEqual(['CN', 'SZ', 'BJ', 'SH', 'GD', 'HB', 'TJ', 'CQ', 'FJ', 'EU', 'PARK']);
  expect(rest.next).toBeUndefined();
});

it('rules of the national market are told with rule, source, certainty and dates', async () => {
  const rules = await rulesOf('CN');
  const whole = await rulesOf('CN', 'limit=500');
  expect(rules).toEqual(whole);
  const find = (key: string) => rules.filter((one) => one.key === key);
  expect(find('inclusion')).toEqual([
    expect.objectContaining({
      topic: 'compliance',
      rules: ['ETS-004'],
      certainty: 'F',
      effectiveFrom: '2021-02-01',
      effectiveTo: null,
    }),
  ]);
  expect(find('inclusion')[0]?.words.en).toContain('26000 t');
  expect(find('listed.band')[0]).toMatchObject({ topic: 'trading', pack: { id: 'trading-cn' } });
  expect(find('credits.registered-after').map(({ certainty }) => certainty)).toEqual(['F', 'D', 'X']);
  for (const { words } of rules) expect(words.zh !== '' && words.en !== '').toBe(true);
});

it('trap 17 a draft is never told as if it were final, and the day of asking decides', async () => {
  const on = async (day: string) =>
    (await rulesOf('CN', `limit=500&on=${day}`)).find(({ key }) => key === 'shortfall.deduction');
  expect(await on('2026-08-14')).toMatchObject({ certainty: 'F', effectiveTo: '2026-08-14' });
  expect(await on('2026-08-15')).toMatchObject({ certainty: 'D', effectiveFrom: '2026-08-15' });
});

it.each(['SZ', 'BJ', 'EU', 'PARK'])('%s: what is not known is said', async (market) => {
  const rules = await rulesOf(market, 'limit=500');
  expect(rules.some(({ words }) => words.en.endsWith('no rule is known'))).toBe(true);
});

it('a market or a cursor that is none is refused', async () => {
  expect((await get('/v1/carbon-markets/XX')).statusCode).toBe(404);
  expect((await get('/v1/carbon-markets/CN?cursor=x')).statusCode).toBe(400);
  expect((await get('/v1/carbon-markets/CN?on=2026-02-30')).statusCode).toBe(400);
  expect((await get('/v1/carbon-markets/CN?on=2000-01-01')).statusCode).toBe(422);
});
