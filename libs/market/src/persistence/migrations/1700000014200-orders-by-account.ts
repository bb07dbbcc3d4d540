import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Open orders are found by their account, however many have ended; orders by their day and trades by their command, at next to
 * nothing for who writes them.
 */
export class OrdersByAccount1700000014200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index exchange_order_open_of on market.exchange_order (trading_account, id)
        where state in ('submitted', 'part-filled');
      create index exchange_order_placed on market.exchange_order using brin (placed_at);
      create index trade_sequence on market.trade using brin (market, sequence) with (pages_per_range = 16);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index market.trade_sequence, market.exchange_order_placed, market.exchange_order_open_of;
    `);
  }
}
