import { defineInstrument, openAccounts } from '@carbon/ledger';
import type { Person, PlatformFixture } from './platform-fixture';

export interface TestProgramme {
  readonly id: number;
  readonly code: string;
  readonly operatorId: string;
  readonly maker: Person;
  readonly checker: Person;
}

export interface TestPartner {
  readonly id: number;
  readonly code: string;
  readonly holderId: string;
  readonly maker: Person;
}

export interface TestResident {
  readonly id: bigint;
  readonly accountNumber: string;
  readonly holderId: string;
  readonly person: Person;
}

/** Programmes, partners and residents put straight into the database, for tests of what comes after them. */
export class InclusionWorld {
  private made = 0;

  constructor(readonly platform: PlatformFixture) {}

  async programme(code = 'SZ', pack = 'inclusion-shenzhen', creditScheme?: string): Promise<TestProgramme> {
    const { platform } = this;
    const operatorId = await platform.holder(`OPERATOR-${code}`, 'aggregator');
    const maker = await platform.person(operatorId, 'maker');
    const checker = await platform.person(operatorId, 'checker');
    const id = await platform.database.transaction(async (tx) => {
      const instrument = `POINTS-${code}`;
      await defineInstrument(tx, {
        code: instrument,
        kind: 'points',
        unit: 'point',
        scheme: 'PTS',
        serialised: false,
      });
      const [pool] = await openAccounts(tx, [{ holderId: operatorId, kind: 'points' }]);
      const [row] = await tx.query<{ id: number }>(
        `insert into inclusion.programme (code, kind, name_zh, name_en, operator_id, pack, points_instrument,
           points_pool, credit_scheme, source, opened_at)
         values ($1, 'city', '测试项目', 'Test programme', $2, $3, $4, $5, $6, 'synthetic', $7) returning id`,
        [code, operatorId, pack, instrument, pool, creditScheme ?? null, platform.clock.now()],
      );
      return row?.id ?? 0;
    });
    return { id, code, operatorId, maker, checker };
  }

  async partner(code: string, programme: TestProgramme, methods: readonly string[]): Promise<TestPartner> {
    const { platform } = this;
    const holderId = await platform.holder(`PARTNER-${code}`, 'data-partner');
    const maker = await platform.person(holderId, 'maker');
    const [row] = await platform.database.transaction((tx) =>
      tx.query<{ id: number }>(
        `insert into inclusion.partner (code, holder_id, programme_id, name_zh, name_en, methods, source, opened_at)
         values ($1, $2, $3, '测试伙伴', 'Test partner', $4, 'synthetic', $5) returning id`,
        [code, holderId, programme.id, methods, platform.clock.now()],
      ),
    );
    return { id: row?.id ?? 0, code, holderId, maker };
  }

  /** A resident, signed in, a member of a programme. */
  async resident(programme: TestProgramme): Promise<TestResident> {
    const { platform } = this;
    this.made += 1;
    const holderId = await platform.holder(`RESIDENT-${this.made}`, 'resident');
    const person = await platform.person(holderId, 'administrator');
    const { id, accountNumber } = await platform.database.transaction(async (tx) => {
      const [accountNumber = ''] = await openAccounts(tx, [{ holderId, kind: 'points' }]);
      const [row] = await tx.query<{ id: string }>(
        `with made as (
           insert into inclusion.resident (person_id, holder_id, account_number, joined_at)
           values ($1, $2, $3, $4) returning id)
         insert into inclusion.membership (resident_id, programme_id, joined_at)
         select id, $5, $4 from made returning resident_id as id`,
        [person.personId, holderId, accountNumber, platform.clock.now(), programme.id],
      );
      return { id: BigInt(row?.id ?? 0), accountNumber };
    });
    return { id, accountNumber, holderId, person };
  }

  /** Links a resident to what a partner calls it, as consented to. */
  async link(partner: TestPartner, resident: TestResident, reference: string): Promise<void> {
    await this.platform.database.transaction((tx) =>
      tx.query(
        `insert into inclusion.link (partner_id, reference, resident_id, text_version, linked_at)
         values ($1, $2, $3, '2026.1', $4)`,
        [partner.id, reference, resident.id.toString(), this.platform.clock.now()],
      ),
    );
  }
}
