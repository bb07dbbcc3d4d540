import { createHolder, type HolderKind } from '@carbon/identity';
import { defineInstrument, openAccounts } from '@carbon/ledger';
import { CreditWorld } from '../../../../tests/support/credit-world';

let world: CreditWorld;
const issued: Record<string, string> = {
  CCER: 'CCER-PJ900001-20260101-20260131',
  'PHER-SIP': 'PHER-SIP-PJ900002-20260101-20260131',
};

beforeAll(async () => {
  world = await CreditWorld.open();
  await world.platform.database.transaction(async (tx) => {
    for (const [scheme, code] of Object.entries(issued)) {
      const kind = scheme === 'CCER' ? 'credit' : 'inclusion-reduction';
      await defineInstrument(tx, { code, kind, unit: 't', scheme, serialised: true });
      const issue = { kind: 'issue', instrument: code, quantity: 100n, to: world.accounts.OWNER } as const;
      await world.platform.ledger.submit(tx, [{ ...issue, sourceKey: code, cause: { actor: 'test' } }]);
    }
  });
});
afterAll(() => world.close());

async function accountOf(code: string, kind: HolderKind, country: string): Promise<string> {
  const { database, clock } = world.platform;
  return database.transaction(async (tx) => {
    const entry = { code, nameZh: `${code}（示例）`, nameEn: code, kind, country, source: 'synthetic' };
    const { id } = await createHolder(tx, entry, clock.now(), { actor: 'test' });
    return (await openAccounts(tx, [{ holderId: id, kind: 'holding' }]))[0] ?? '';
  });
}

const transfer = (scheme: string, to: string) =>
  world.propose('maker', 'transfer', {
    ...{ from: world.accounts.OWNER, to, instrument: issued[scheme] ?? '', quantity: '10' },
  });

it('CCT-001 AC-76 units of CCER do not go to a natural person', async () => {
  const resident = await accountOf('RESIDENT', 'resident', 'CN');
  const refused = await transfer('CCER', resident);
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({ code: 'CREDITS_OWNER_NOT_ADMITTED', rule: 'CCT-001' });
});

it.each(['CCER', 'PHER-SIP'])('CCR-011 units of %s do not go to a holder abroad', async (scheme) => {
  const abroad = await accountOf(`ABROAD-${scheme}`, 'organisation', 'SG');
  const refused = await transfer(scheme, abroad);
  expect(refused.statusCode).toBe(422);
  expect(refused.json()).toMatchObject({ code: 'CREDITS_CROSS_BORDER', details: { country: 'SG' } });
});

it.each(['CCER', 'PHER-SIP'])('units of %s go to an organisation of this country', async (scheme) => {
  const answer = await transfer(scheme, world.accounts.BUYER);
  expect(answer.statusCode).toBe(201);
});
