import { randomBytes } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import { documentMigrations } from '@carbon/documents';
import { createHolder, identityEntities, identityMigrations } from '@carbon/identity';
import { newId, SettableClock } from '@carbon/kernel';
import {
  type Command,
  Ledger,
  ledgerMigrations,
  openAccounts,
  type Outcome,
  readBlocks,
} from '@carbon/ledger';
import { privacyEntities, privacyMigrations, SealedPersonVault } from '@carbon/privacy';
import { sourceMigrations } from '@carbon/sources';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase } from '../../../../tests/support/test-database';
import { encodeCertificateCode } from '../domain/certificate-code';
import { parseKwh } from '../domain/energy';
import { certificateEntities } from '../persistence/entities';
import type { Issue } from '../persistence/issue.entity';
import { certificateMigrations } from '../persistence/migrations/index';
import type { Plant } from '../persistence/plant.entity';
import type { ProvinceCode } from '../domain/provinces';
import { assignAccountRole } from './assign-account-role';
import type { ClaimDesk } from './beneficiaries';
import { filePlants, type NewPlant } from './file-plants';
import { importMeterMonths } from './import-meter-months';
import { issueAll } from './issue-all';

export const OWNER = '01900000-0000-7000-8000-00000000000a';
export const BUYER = '01900000-0000-7000-8000-00000000000b';
export const OPERATOR = { actor: 'operator' } as const;

/** A vault under keys of its own. */
export function newVault(): SealedPersonVault {
  return new SealedPersonVault({
    current: { id: 'test', bytes: randomBytes(32) },
    indexSecret: randomBytes(32),
  });
}

/** A file of the demonstration data. */
export function demoFile(name: string): string {
  return readFileSync(join(__dirname, '../../../../apps/platform/demo', name), 'utf8');
}

/** 2 March 2026, a China morning. */
const START = new Date('2026-03-02T02:00:00.000Z');

/** A registry of certificates on a fresh real database, reached through the role of the running application. */
export class CertificatesFixture {
  private constructor(
    readonly database: Database,
    readonly desk: ClaimDesk & { readonly clock: SettableClock },
    readonly buyer: string,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(poolSize = 10): Promise<CertificatesFixture> {
    const server = await createTestDatabase([
      ...platformMigrations,
      ...ledgerMigrations,
      ...auditMigrations,
      ...privacyMigrations,
      ...identityMigrations,
      ...documentMigrations,
      ...sourceMigrations,
      ...certificateMigrations,
    ]);
    const { superuserUrl } = server;
    const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
    const database = await connect({
      url,
      poolSize,
      entities: [...privacyEntities, ...identityEntities, ...certificateEntities],
    });
    const clock = new SettableClock(START);
    const desk = { ledger: await Ledger.create(clock), clock, vault: newVault() };
    const buyer = await database.transaction((tx) =>
      openAccounts(tx, [{ holderId: BUYER, kind: 'holding' }]),
    );
    return new CertificatesFixture(database, desk, present(buyer[0]), () => server.drop());
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.drop();
  }

  async filePlant(over: Partial<NewPlant> = {}): Promise<Plant> {
    const [plant] = await this.database.transaction((tx) => filePlants(tx, this.desk, [newPlant(over)]));
    return present(plant);
  }

  /** The account of a province, held by a regulator. */
  async provincialAccount(province: ProvinceCode): Promise<string> {
    const now = this.desk.clock.now();
    return this.database.transaction(async (tx) => {
      const entry = {
        code: `REG-${newId().toUpperCase()}`.slice(0, 40),
        nameZh: '示例主管部门',
        nameEn: 'Example office',
      };
      const holder = await createHolder(
        tx,
        { ...entry, kind: 'regulator', source: 'synthetic' },
        now,
        OPERATOR,
      );
      const [account] = await openAccounts(tx, [{ holderId: holder.id, kind: 'holding' }]);
      await assignAccountRole(tx, this.desk, {
        ...OPERATOR,
        account: present(account),
        role: 'provincial',
        province,
      });
      return present(account);
    });
  }

  /** Reports energy in kWh month by month from the grid company, and issues all of it. */
  async issue(plant: Plant, energyKwh: Readonly<Record<string, string>>): Promise<void> {
    await this.report(plant, energyKwh);
    await issueAll(this.database, this.desk, OPERATOR);
  }

  async report(plant: Plant, energyKwh: Readonly<Record<string, string>>): Promise<void> {
    const rows = Object.entries(energyKwh).map(([month, kwh], line) => ({
      line,
      plant: plant.shortCode,
      month: month as Issue['month'],
      energyWh: parseKwh(kwh),
      reportedBy: 'grid-company' as const,
      basis: 'test',
    }));
    await this.database.transaction((tx) =>
      importMeterMonths(tx, this.desk, { ...OPERATOR, input: { rows } }),
    );
  }

  /** One command to the ledger, as other parts of the platform give them. */
  async submit(command: Command): Promise<Outcome> {
    const [outcome] = await this.database.transaction((tx) => this.desk.ledger.submit(tx, [command]));
    return present(outcome);
  }

  /** What an account holds, as `instrument:first-last:part`, instruments by their month. */
  async blocks(account: string): Promise<string[]> {
    const { items } = await readBlocks(this.database, account, { limit: 500 });
    return items.map(
      ({ instrument, first, last, part }) => `${instrument.slice(-6)}:${first}-${last}:${part}`,
    );
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing came back');
  return value;
}

/** A plant of a name of its own, so that none is taken for another. */
export function newPlant(over: Partial<NewPlant> = {}): NewPlant {
  const { shortCode = 'TEST1' } = over;
  return {
    shortCode,
    nameZh: `测试 ${shortCode}`,
    nameEn: shortCode,
    province: '33',
    technology: 'solar-pv',
    capacityW: 1_000_000_000n,
    connectedMonth: '2020-01',
    holderId: OWNER,
    source: 'synthetic',
    ...over,
  };
}

/** The code of a tradable certificate of power fed to the grid. */
export function codeOf(plant: Plant, month: Issue['month'], serial: bigint): string {
  return encodeCertificateCode({
    plant: plant.code,
    productionMonth: month,
    serial,
    electricityClass: 'on-grid',
    tradeClass: 'tradable',
  });
}

/** The refusal that a promise ends in. */
export async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'not refused',
    (error: unknown) => error,
  );
}
