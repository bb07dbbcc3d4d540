import { decodeCursor } from '@carbon/kernel';
import type { MarketplaceEntry, MarketplaceKind, MarketplaceShelf } from './shelf';
import { MarketplaceShelves } from './shelves';

const NOW = new Date('2026-03-02T02:00:00Z');
const READER = { query: () => Promise.reject(new Error('these shelves ask no database')) };

const entry = (key: string, kind: MarketplaceKind): MarketplaceEntry => ({
  ...{ key, kind, code: key, name: { zh: key, en: key }, unit: 't', price: undefined, quantity: 1n },
  ...{ until: undefined, look: '/', act: '/', finePrint: { zh: '', en: '' } },
});

function shelf(name: string, kind: MarketplaceKind, keys: readonly string[]): MarketplaceShelf {
  return {
    ...{ name, kinds: [kind] },
    entries: (_, { after = '', limit }) =>
      Promise.resolve(
        keys
          .filter((key) => key > after)
          .slice(0, limit)
          .map((key) => entry(key, kind)),
      ),
  };
}

function stocked(): MarketplaceShelves {
  const shelves = new MarketplaceShelves();
  shelves.register(shelf('points', 'points-goods', ['p1', 'p2']));
  shelves.register(shelf('exchange', 'allowance', ['a1', 'a2', 'a3']));
  shelves.register(shelf('empty', 'service', []));
  return shelves;
}

it.each([1, 2, 3, 4, 50])('S07 pages of %i show each entry once, shelf after shelf', async (limit) => {
  const seen: string[] = [];
  let after: readonly string[] | undefined;
  do {
    const page = await stocked().entries(
      READER,
      { limit, ...(after === undefined ? {} : { after }) },
      { kind: undefined, now: NOW },
    );
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items.map(({ key }) => key));
    after = page.next === undefined ? undefined : decodeCursor(page.next, 2);
  } while (after !== undefined);
  expect(seen).toEqual(['a1', 'a2', 'a3', 'p1', 'p2']);
});

it('S07 who looks for one kind is shown that alone', async () => {
  const page = await stocked().entries(READER, { limit: 50 }, { kind: 'points-goods', now: NOW });
  expect(page.items.map(({ shelf: name }) => name)).toEqual(['points', 'points']);
});

it('two rooms do not bring one shelf', () => {
  const shelves = stocked();
  expect(() => shelves.register(shelf('points', 'service', []))).toThrow('two rooms');
});
