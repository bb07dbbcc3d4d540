import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NO_SOURCE_NAMES, SOURCE_NAMES } from './gate/source-names';

/** A source that has several names backs one issuance all the same, whichever of them it is issued under (INV-04). */
export class SourceNames1700000011010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SOURCE_NAMES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(NO_SOURCE_NAMES);
  }
}
