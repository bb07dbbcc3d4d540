import { limitsFile, RulebookFixture } from '../rulebook.spec-support';

interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly next?: string;
}

describe('rule packs for everybody', () => {
  let room: RulebookFixture;
  beforeAll(async () => {
    room = await RulebookFixture.open();
    await room.enact(limitsFile('2026.2', '2026-03-10', 2));
  });
  afterAll(() => room.close());

  it('INV-10 each family is listed with its version in force, certainty and hash, page by page', async () => {
    const first = (await room.get<Page>('/v1/rule-packs?limit=2')).body;
    const second = (await room.get<Page>(`/v1/rule-packs?limit=2&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
      'registry-approvals',
      'test-frozen',
      'test-limits',
    ]);
    expect(second).toEqual({
      items: [
        {
          id: 'test-limits',
          title: { zh: '测试限额', en: 'test limits' },
          version: '2026.1',
          hash: room.rulebook.families.find('test-limits')?.packs.versions()[0]?.hash,
          effectiveFrom: '2020-01-01',
          certainty: 'X',
          origin: 'released',
          versions: 2,
          coming: { version: '2026.2', effectiveFrom: '2026-03-10' },
          approvable: true,
        },
      ],
    });
    expect(first.items[1]).toMatchObject({ approvable: false, coming: null });
  });

  it('versions stand with what begins last first, page by page', async () => {
    const first = (await room.get<Page>('/v1/rule-packs/test-limits?limit=1')).body;
    const second = (await room.get<Page>(`/v1/rule-packs/test-limits?limit=1&cursor=${first.next}`)).body;
    expect(first.items).toMatchObject([{ version: '2026.2', standing: 'coming', origin: 'approved' }]);
    expect(second.items).toMatchObject([{ version: '2026.1', standing: 'in-force', origin: 'released' }]);
    expect(second.next).toBeUndefined();
    expect((await room.get<Page>('/v1/rule-packs/test-limits?cursor=WyJhIl0')).status).toBe(400);
  });

  it('a version tells its values with rule, source, certainty and dates, for a day where asked', async () => {
    const content = await room.get<{ values: object[] }>('/v1/rule-packs/test-limits/versions/2026.2');
    expect(content.body).toMatchObject({
      id: 'test-limits',
      certainty: 'X',
      values: [
        {
          key: 'limit',
          value: 2,
          rules: ['INV-10'],
          source: 'a test',
          certainty: 'X',
          effectiveFrom: '2020-01-01',
          effectiveTo: null,
        },
      ],
    });
    const before = await room.get<{ values: object[] }>(
      '/v1/rule-packs/test-limits/versions/2026.2?on=2019-12-31',
    );
    expect(before.body.values).toEqual([]);
  });

  it('two versions are compared', async () => {
    const { body } = await room.get<{ changes: object[] }>(
      '/v1/rule-packs/test-limits/compare?from=2026.1&to=2026.2',
    );
    expect(body.changes).toMatchObject([
      {
        kind: 'changed',
        key: 'limit',
        text: { zh: 'limit（自 2020-01-01）：1 → 2', en: 'limit (from 2020-01-01): 1 → 2' },
      },
    ]);
  });

  it.each([
    ['/v1/rule-packs/none', 'RULE_PACK_UNKNOWN'],
    ['/v1/rule-packs/toString', 'RULE_PACK_UNKNOWN'],
    ['/v1/rule-packs/test-limits/versions/2026.9', 'RULE_PACK_VERSION_UNKNOWN'],
    ['/v1/rule-packs/test-limits/compare?from=2026.1&to=2099.1', 'RULE_PACK_VERSION_UNKNOWN'],
  ])('%s is not found', async (url, code) => {
    const answer = await room.get<{ code: string }>(url);
    expect([answer.status, answer.body.code]).toEqual([404, code]);
  });

  it('S37 the register of standards is filtered, paged, and warns', async () => {
    const metro = await room.get<Page>('/v1/standards?subject=factor-metro-shenzhen');
    expect(metro.body.items.map(({ figure }) => figure)).toEqual([
      { value: '46.8', unit: 'gCO2/pkm' },
      { value: '46.7', unit: 'gCO2/pkm' },
    ]);
    const drafts = await room.get<Page>('/v1/standards?status=draft');
    expect(new Set(drafts.body.items.map(({ status }) => status))).toEqual(new Set(['draft']));
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page: Page = (
        await room.get<Page>(
          `/v1/standards/warnings?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`,
        )
      ).body;
      seen.push(...page.items.map(({ kind, codes }) => `${String(kind)} ${(codes as string[]).join(' ')}`));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toContain('two-values factor-metro-sz-cases factor-metro-sz-methodology');
    expect(new Set(seen).size).toBe(seen.length);
    expect((await room.get<Page>('/v1/standards/warnings')).body.items).toHaveLength(seen.length);
  });
});

describe('a pack that means harm', () => {
  let room: RulebookFixture;
  beforeAll(async () => {
    room = await RulebookFixture.open();
  });
  afterAll(() => room.close());

  const good = limitsFile('2026.2', '2026-03-10', 2);
  const [value] = good.values;
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

  it.each<[string, unknown, string]>([
    ['no family', { ...good, id: 'other' }, 'payload.pack.id'],
    ['a family of every object', { ...good, id: 'constructor' }, 'payload.pack.id'],
    ['an id that is an object', { ...good, id: { toString: 1 } }, 'payload.pack.id'],
    ['a wrong value', { ...good, values: [{ ...value, value: '2' }] }, 'payload.pack.values[0].value'],
    [
      'a wrong certainty',
      { ...good, values: [{ ...value, certainty: 'sure' }] },
      'payload.pack.values[0].certainty',
    ],
    ['no rules', { ...good, values: [{ ...value, rules: [] }] }, 'payload.pack.values[0].rules'],
    ['an unknown key', { ...good, values: [value, { ...value, key: 'toString' }] }, 'payload.pack.values[1]'],
    ['a key missing', { ...good, values: [{ ...value, key: 'other' }] }, 'payload.pack'],
    ['an end', { ...good, effectiveTo: '2026-12-31' }, 'payload.pack.effectiveTo'],
    ['a value that ends', { ...good, values: [{ ...value, effectiveTo: '2026-12-31' }] }, 'payload.pack'],
    ['no such day', { ...good, effectiveFrom: '2026-02-30' }, 'payload.pack.effectiveFrom'],
    ['a title in one language', { ...good, title: { zh: '测试' } }, 'payload.pack.title'],
    ['a control character', { ...good, title: { zh: '测\u0000试', en: 'x' } }, 'payload.pack.title.zh'],
    ['half a character', { ...good, title: { zh: '测', en: '\ud800' } }, 'payload.pack.title.en'],
    ['too many values', { ...good, values: Array.from({ length: 5_001 }, () => 1) }, 'payload.pack.values'],
    ['great depth', { ...good, values: [{ ...value, value: deep(28) }] }, ''],
    ['a list for a pack', [good], 'payload.pack'],
  ])('with %s is told by field, in both languages', async (_, pack, field) => {
    const answer = await room.propose(pack);
    expect(answer.status).toBe(400);
    expect(answer.body.fields.some((one) => one.field.startsWith(field))).toBe(true);
    expect(answer.body.fields.every(({ message }) => /[一-鿿]/.test(message.zh))).toBe(true);
  });

  it('too large is refused at the door or by its size', async () => {
    const values = Array.from({ length: 4_900 }, (_, at) => ({
      ...value,
      source: 'x'.repeat(60),
      key: `k${at}`,
    }));
    const large = await room.propose({ ...good, values });
    expect([large.status, large.body.fields[0]?.field]).toEqual([400, 'payload.pack']);
    expect((await room.propose({ ...good, title: { zh: 'x'.repeat(1_100_000), en: 'x' } })).status).toBe(413);
  });

  it('prototypes and numbers beyond JSON are refused', async () => {
    const text = (inner: string) => `{"kind":"rule-pack-version","payload":{"reason":"x","pack":${inner}}}`;
    for (const inner of [
      '{"__proto__":{"id":"test-limits"}}',
      '{"constructor":{"prototype":{"id":"test-limits"}}}',
      JSON.stringify(good).replace('"value":2', '"value":1e999'),
    ]) {
      const answer = await room.post('one', '/v1/tasks', text(inner));
      expect(answer.status).toBe(400);
    }
  });
});
