import { defineInstrument, openAccounts } from '@carbon/ledger';
import {
  type Answer,
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import type { AssetFacts } from '../domain/asset';
import { dayNumber, energyKey, reductionKey } from '../domain/source-keys';
import { PLANT } from '../sources.spec-support';
import { freezeUntraded } from '../use-cases/exclusivity';
import { registerAsset } from '../use-cases/register-asset';
import { reserveEnergy } from '../use-cases/reserve-energy';

let p: PlatformFixture;
let make: Person;
let check: Person;
let own: Person;
let other: Person;
let ids: { owner: string; other: string };
let asset: string;
let document: string;
const GEC = `GEC-${PLANT}-202601`;

const send = (who: Person, method: string, path: string, body?: object) =>
  p.send(method, path, who.headers, body);
const codeOf = (answer: Answer) => answer.json<{ code?: string }>().code;
const items = <T>(answer: Answer) => answer.json<{ items: T[] }>().items;

const file = (filedAs: string, holderId: string, facts: Partial<AssetFacts>) =>
  p.database.transaction((tx) =>
    registerAsset(tx, {
      facts: { kind: 'power-plant', names: [], meters: [], numbers: {}, parcels: [], ...facts },
      holderId,
      filedAs,
      now: p.clock.now(),
    }),
  );

beforeAll(async () => {
  p = await openPlatformFixture();
  const registry = await p.holder('REGISTRY', 'registry-operator');
  ids = { owner: await p.holder('OWNER', 'generator'), other: await p.holder('OTHER', 'project-owner') };
  [make, check] = [await p.person(registry, 'maker'), await p.person(registry, 'checker')];
  [own, other] = [await p.person(ids.owner, 'maker'), await p.person(ids.other, 'maker')];
  const uploaded = await p.send(
    'POST',
    '/v1/documents',
    { ...make.headers, 'content-type': 'multipart/form-data; boundary=bound' },
    '--bound\r\ncontent-disposition: form-data; name="file"; filename="visit.txt"\r\ncontent-type: text/plain\r\n\r\none site\r\n--bound--\r\n',
  );
  document = uploaded.json<{ sha256: string }>().sha256;

  const registered = await file(`plant:${PLANT}`, ids.owner, {
    names: ['平海湾海上风电场（示例）'],
    capacityKw: '50000',
  });
  asset = registered.asset.number;
  const [account, theirs] = await p.database.transaction((tx) =>
    openAccounts(
      tx,
      [ids.owner, ids.other].map((holderId) => ({ holderId, kind: 'holding' as const })),
    ),
  );
  await p.database.transaction(async (tx) => {
    const known = { unit: 'u', serialised: true } as const;
    await defineInstrument(tx, {
      ...known,
      code: GEC,
      kind: 'green-certificate',
      scheme: 'CN-GEC',
      sourcePerUnit: 10n,
    });
    await defineInstrument(tx, { ...known, code: 'PHER-X', kind: 'inclusion-reduction', scheme: 'PHER-SIP' });
    const cause = { actor: 'test' };
    const days = { from: dayNumber('2026-01-10'), to: dayNumber('2026-01-20') };
    await p.ledger.submit(tx, [
      {
        kind: 'issue',
        instrument: GEC,
        quantity: 10n,
        to: account ?? '',
        sourceKey: 'gec:1',
        sources: [{ key: energyKey(PLANT, '2026-01'), from: 0n, to: 100n }],
        cause,
      },
      {
        kind: 'issue',
        instrument: 'PHER-X',
        quantity: 3n,
        to: account ?? '',
        sourceKey: 'pher:1',
        sources: [{ key: reductionKey(registered.asset.id), ...days }],
        cause,
      },
      {
        kind: 'transfer',
        instrument: GEC,
        quantity: 4n,
        from: account ?? '',
        to: theirs ?? '',
        serials: [{ first: 1n, last: 4n }],
        cause,
      },
    ]);
  });
  await p.database.transaction(async (tx) => {
    const months = { from: '2026-01', to: '2026-06' } as const;
    await reserveEnergy(tx, {
      project: 'CCER-1',
      assetId: registered.asset.id,
      ...months,
      now: p.clock.now(),
    });
    const january = [{ key: energyKey(PLANT, '2026-01'), from: 0n, to: 100n }];
    await freezeUntraded(tx, p.ledger, january, { actor: 'test' });
  });
});
afterAll(() => p.close());

interface Claim {
  readonly kind: string;
  readonly instrument: string | null;
  readonly overlaps: string[];
  readonly places: {
    state: string;
    quantity: string;
    holder: string;
    account: string | null;
    traded: boolean;
  }[];
}

describe('what stands behind units, over HTTP', () => {
  it('shows assets to their holder and to the registry, and to others as not there', async () => {
    for (const who of [own, make]) {
      expect(items(await send(who, 'GET', `/v1/assets?text=${encodeURIComponent('平海湾')}`))).toHaveLength(
        1,
      );
      expect((await send(who, 'GET', `/v1/assets/${asset}`)).json()).toMatchObject({
        number: asset,
        sameAs: null,
      });
    }
    expect(items(await send(other, 'GET', '/v1/assets'))).toEqual([]);
    expect(codeOf(await send(other, 'GET', `/v1/assets/${asset}`))).toBe('SOURCE_ASSET_UNKNOWN');
    for (const query of [`asset=${asset}`, `plant=${PLANT}`, 'instrument=PHER-X']) {
      const answer = await send(other, 'GET', `/v1/source-overlaps?${query}`);
      expect(answer.statusCode).toBe(404);
      if (query.startsWith('plant')) expect(answer.body).not.toContain(asset);
    }
    expect((await send(own, 'GET', '/v1/source-overlaps')).statusCode).toBe(400);
    expect((await send(own, 'GET', `/v1/source-overlaps?asset=${asset}&plant=${PLANT}`)).statusCode).toBe(
      400,
    );
  });

  it('EXC-002 shows certificates, credits and reservations on one asset, and where they meet', async () => {
    const claims = items<Claim>(await send(own, 'GET', `/v1/source-overlaps?plant=${PLANT}`));
    expect(claims).toMatchObject([
      {
        kind: 'issuance',
        instrument: GEC,
        overlaps: ['same-asset-same-period-other-scheme', 'reserved'],
        places: [
          { state: 'available', quantity: '4', holder: 'another-holder', account: null, traded: true },
          { state: 'locked', quantity: '6', holder: 'own', traded: false },
        ],
      },
      {
        kind: 'issuance',
        instrument: 'PHER-X',
        overlaps: ['same-asset-same-period-other-scheme', 'reserved'],
      },
      { kind: 'reservation', project: 'CCER-1', overlaps: ['reserved'] },
    ]);
    const first = await send(own, 'GET', `/v1/source-overlaps?asset=${asset}&limit=2`);
    const { next } = first.json<{ next: string }>();
    const rest = items<Claim>(
      await send(own, 'GET', `/v1/source-overlaps?asset=${asset}&limit=2&cursor=${next}`),
    );
    expect([...items<Claim>(first), ...rest]).toEqual(claims);
  });

  it('EXC-002 a buyer sees what else its certificates stand for, and nothing of whose it is', async () => {
    const [certificates, credit, reservation] = items<Claim>(
      await send(other, 'GET', `/v1/source-overlaps?instrument=${GEC}`),
    );
    expect(certificates).toMatchObject({ visible: true, instrument: GEC });
    expect(certificates?.places.map(({ holder, quantity }) => [holder, quantity])).toEqual([
      ['own', '4'],
      ['another-holder', '6'],
    ]);
    expect(credit).toMatchObject({
      visible: false,
      scheme: 'PHER-SIP',
      instrument: null,
      asset: null,
      source: null,
    });
    expect(credit?.places).toMatchObject([{ holder: 'another-holder', serials: null, account: null }]);
    expect(reservation).toMatchObject({ kind: 'reservation', visible: false, project: null });
  });

  it('INV-04 one asset under two names: added meters tell, two people decide, and it counts once', async () => {
    const add = (who: Person, number: string, meter: string) =>
      send(who, 'POST', `/v1/assets/${number}/names`, { meters: [meter] });
    expect((await add(own, asset, 'M-1')).json()).toMatchObject({ added: 1, suspicions: [] });
    const second = await file('project:1', ids.other, { names: ['另一名称'] });
    expect(codeOf(await add(own, second.asset.number, 'M-9'))).toBe('SOURCE_ASSET_UNKNOWN');
    expect((await send(own, 'POST', `/v1/assets/${asset}/names`, {})).statusCode).toBe(400);
    const told = (await add(other, second.asset.number, 'M 1')).json<{
      added: number;
      suspicions: string[];
    }>();
    expect(told).toMatchObject({ added: 0, suspicions: [expect.any(String)] });

    const suspicions = items(await send(other, 'GET', '/v1/asset-suspicions?state=open'));
    expect(suspicions).toMatchObject([{ asset: second.asset.number, other: asset, signs: ['same-meter'] }]);
    const seen = items<Claim>(await send(own, 'GET', `/v1/source-overlaps?asset=${asset}`));
    expect(seen.every(({ overlaps }) => overlaps.includes('suspected-same-asset'))).toBe(true);

    const payload = { suspicion: told.suspicions[0], verdict: 'same', reason: '示例' };
    const propose = (who: Person, more: object) =>
      send(who, 'POST', '/v1/tasks', { kind: 'asset-match', payload, ...more });
    expect(codeOf(await propose(make, {}))).toBe('SOURCE_MATCH_DOCUMENT_REQUIRED');
    expect((await propose(own, { document })).statusCode).toBe(403);
    const task = (await propose(make, { document })).json<{ id: string }>().id;
    expect(codeOf(await propose(make, { document }))).toBe('SOURCE_MATCH_UNDER_WAY');
    const approved = await send(check, 'POST', `/v1/tasks/${task}/approvals`, {});
    expect(approved.json()).toMatchObject({ state: 'executed' });
    const merged = (await send(make, 'GET', `/v1/assets/${second.asset.number}`)).json<{ sameAs: string }>();
    expect(merged.sameAs).toBe((await send(make, 'GET', `/v1/assets/${asset}`)).json<{ id: string }>().id);
    expect(codeOf(await propose(make, { document }))).toBe('SOURCE_SUSPICION_DECIDED');
  });
});
