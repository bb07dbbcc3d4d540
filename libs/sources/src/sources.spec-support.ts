import { auditMigrations } from '@carbon/audit';
import {
  connect,
  type Database,
  ensureServiceLogin,
  platformMigrations,
  type Transaction,
} from '@carbon/database';
import { SettableClock } from '@carbon/kernel';
import {
  type Cause,
  type Command,
  defineInstrument,
  Ledger,
  ledgerMigrations,
  openAccounts,
  type SimpleCommand,
  type SourceRange,
} from '@carbon/ledger';
import { createTestDatabase } from '../../../tests/support/test-database';
import type { AssetFacts } from './domain/asset';
import { energyKey } from './domain/source-keys';
import { sourceMigrations } from './persistence/migrations/index';
import { type RegisteredAsset, registerAsset } from './use-cases/register-asset';

export const CAUSE: Cause = { actor: 'test', approver: 'other' };
/** Wh of one certificate. */
export const MWH = 1_000_000n;
export const PLANT = '12326030263000018';
export const OTHER_PLANT = '12326030263000026';

export const OWNER = '01900000-0000-7000-8000-00000000000a';
export const BUYER = '01900000-0000-7000-8000-00000000000b';
const MIGRATIONS = [...platformMigrations, ...ledgerMigrations, ...auditMigrations, ...sourceMigrations];

/** A registry with two holders, each with two accounts; everything in it is invented. */
export interface SourcesFixture {
  readonly database: Database;
  readonly superuserUrl: string;
  readonly ledger: Ledger;
  readonly clock: SettableClock;
  /** Two of the owner, then two of the buyer. */
  readonly accounts: readonly string[];
  tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  file(filedAs: string, facts: Partial<AssetFacts>, holder?: string): Promise<RegisteredAsset>;
  /** Certificates of a plant and month, from Wh to Wh of it, in the owner's first account. Returns the issuance. */
  issue(plant: string, month: `${number}-${number}`, mwh: readonly [number, number]): Promise<bigint>;
  submit(command: SimpleCommand): Promise<bigint>;
  refused(command: SimpleCommand): Promise<string>;
  close(): Promise<void>;
}

export async function openSourcesFixture(): Promise<SourcesFixture> {
  const server = await createTestDatabase(MIGRATIONS);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, poolSize: 6 });
  const clock = new SettableClock(new Date('2026-11-02T02:00:00.000Z'));
  const ledger = await Ledger.create(clock);
  const tx: SourcesFixture['tx'] = (work) => database.transaction(work);
  const accounts = await tx((t) =>
    openAccounts(
      t,
      [OWNER, OWNER, BUYER, BUYER].map((holderId) => ({ holderId, kind: 'holding' as const })),
    ),
  );
  const outcomeOf = async (command: SimpleCommand) => {
    const whole: Command = { ...command, cause: CAUSE };
    const [outcome] = await tx((t) => ledger.submit(t, [whole]));
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  };
  const submit = async (command: SimpleCommand) => {
    const outcome = await outcomeOf(command);
    if (outcome.status === 'refused') throw outcome.refusal;
    return outcome.transactionId;
  };
  let issues = 0;
  return {
    database,
    superuserUrl: server.superuserUrl,
    ledger,
    clock,
    accounts,
    tx,
    submit,
    file: (filedAs, facts, whose = OWNER) =>
      tx((t) =>
        registerAsset(t, {
          facts: { kind: 'power-plant', names: [], meters: [], numbers: {}, parcels: [], ...facts },
          holderId: whose,
          filedAs,
          now: clock.now(),
        }),
      ),
    issue: async (plant, month, [from, to]) => {
      const instrument = codeOf(plant, month);
      await tx((t) =>
        defineInstrument(t, {
          code: instrument,
          kind: 'green-certificate',
          unit: 'certificate',
          scheme: 'CN-GEC',
          period: month,
          serialised: true,
          sourcePerUnit: MWH,
        }),
      );
      return submit({
        kind: 'issue',
        instrument,
        quantity: BigInt(to - from),
        to: accounts[0] ?? '',
        sourceKey: `test:${++issues}`,
        sources: [energy(plant, month, from, to)],
      });
    },
    refused: async (command) => {
      const outcome = await outcomeOf(command);
      return outcome.status === 'refused' ? outcome.refusal.code : outcome.status;
    },
    close: async () => {
      await database.close();
      await server.drop();
    },
  };
}

export const codeOf = (plant: string, month: string): string => `GEC-${plant}-${month.replace('-', '')}`;

/** A range of a plant-month, from MWh to MWh. */
export function energy(plant: string, month: `${number}-${number}`, from: number, to: number): SourceRange {
  return { key: energyKey(plant, month), from: BigInt(from) * MWH, to: BigInt(to) * MWH };
}
