import type { MigrationInterface, QueryRunner } from 'typeorm';
import { checkReversals } from './gate/journal-trigger';
import { RELEASE_SOURCE, SAME_SERIALS } from './gate/release-source';

/**
 * Units that were cancelled for good give their source back (EXC-004), and a reversal names the serials of its transfer,
 * so that no source is freed while units that stand for it live on.
 */
export class SourcesGivenBack1700000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ledger.source_range
        -- the cancellation that gave it back; null where the whole issuance was reversed
        add column released_by bigint,
        add constraint source_given_back check (released_by is null or released);
      create index source_range_key on ledger.source_range (source_key collate "C", from_unit);

      -- whether a range is given back is not for the application to say
      revoke insert on ledger.source_range from carbon_app;
      grant insert (issuance_id, ordinal, source_key, from_unit, to_unit) on ledger.source_range to carbon_app;
    `);
    await runner.query(RELEASE_SOURCE);
    await runner.query(checkReversals(SAME_SERIALS));
  }

  /** Ranges that were given back stay so, and stay cut: an older ledger reads them as they are. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(checkReversals());
    await runner.query(`
      drop function ledger.release_source;
      grant insert on ledger.source_range to carbon_app;
      drop index ledger.source_range_key;
      alter table ledger.source_range drop constraint source_given_back, drop column released_by;
    `);
  }
}
