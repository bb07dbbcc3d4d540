import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a proposal says to the scheme of its units (the ground of a sale, GEC-009) stays with the order as approved. */
export class SchemeDetails1700000010010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table custody.transfer_order
        add column scheme_details jsonb check (jsonb_typeof(scheme_details) = 'object');

      create trigger transfer_order_details_are_kept before update on custody.transfer_order
        for each row when (old.scheme_details is distinct from new.scheme_details)
        execute function custody.refuse_transfer_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger transfer_order_details_are_kept on custody.transfer_order;
      alter table custody.transfer_order drop column scheme_details;
    `);
  }
}
