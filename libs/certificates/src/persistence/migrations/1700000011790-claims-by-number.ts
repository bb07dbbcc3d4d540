import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The public register reads claims by their numbers as bytes sort, which the index of the database's own order cannot do. */
export class ClaimsByNumber1700000011790 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index claim_by_number on certificates.claim (receipt_number collate "C")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index certificates.claim_by_number`);
  }
}
