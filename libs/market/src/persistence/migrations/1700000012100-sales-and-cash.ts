import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CASH } from './cash';
import { OFFERS } from './offers';
import { SALES } from './sales';

/** Cash on the bank's references, units offered at a fixed price, purchases of them, and what was sold. */
export class SalesAndCash1700000012100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema market;
      grant usage on schema market to carbon_app;

      -- CL080: what stays on record as it was written.
      create function market.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% stays on record', tg_table_name using errcode = 'CL080';
      end $$;
    `);
    for (const part of [CASH, OFFERS, SALES]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema market cascade');
  }
}
