import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import { SettableClock } from '@carbon/kernel';
import { type Cause, defineInstrument, Ledger, ledgerMigrations, openAccounts } from '@carbon/ledger';
import { createTestDatabase, type TestMigrations } from './test-database';

export const CAUSE: Cause = { actor: 'test' };
const HOLDER = '01900000-0000-7000-8000-000000000001';

export interface LedgerFixture {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly clock: SettableClock;
  /** Connection URL of the owner of this database, who can do what the application cannot. */
  readonly superuserUrl: string;
  readonly serviceUrl: string;
  readonly accounts: readonly string[];
  close(): Promise<void>;
}

/** Serialised instruments of the fixture, and one without serials. */
export const INSTRUMENTS = ['GEC-A', 'GEC-B', 'CNY'] as const;

/** A ledger on a fresh real database, with other rooms beside it, reached through the role of the running application. */
export async function openLedgerFixture(
  accountCount: number,
  poolSize = 10,
  beside: TestMigrations = [],
): Promise<LedgerFixture> {
  const server = await createTestDatabase([...platformMigrations, ...ledgerMigrations, ...beside]);
  const { superuserUrl } = server;
  const serviceUrl = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url: serviceUrl, poolSize });
  const clock = new SettableClock(new Date('2026-03-02T02:00:00.000Z'));
  const ledger = await Ledger.create(clock);
  const accounts = await database.transaction(async (tx) => {
    for (const code of ['GEC-A', 'GEC-B']) {
      await defineInstrument(tx, {
        code,
        kind: 'green-certificate',
        unit: 'certificate',
        scheme: 'TEST',
        serialised: true,
      });
    }
    await defineInstrument(tx, { code: 'CNY', kind: 'cash', unit: 'fen', scheme: 'CN', serialised: false });
    return openAccounts(
      tx,
      Array.from({ length: accountCount }, () => ({ holderId: HOLDER, kind: 'holding' as const })),
    );
  });
  const close = async () => {
    await database.close();
    await server.drop();
  };
  return { database, ledger, clock, superuserUrl, serviceUrl, accounts, close };
}
