import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NEGOTIATIONS } from '../../block-trades/persistence/migrations/negotiations';

/** Block trades and swaps that two parties negotiate. */
export class NegotiatedTrades1700000014300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NEGOTIATIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table market.block_quote, market.block_negotiation;
      drop function market.keep_quote();
      drop function market.keep_negotiation();
    `);
  }
}
