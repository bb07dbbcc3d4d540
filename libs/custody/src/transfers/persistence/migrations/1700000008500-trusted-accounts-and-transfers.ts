import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ORDERS } from './orders';
import { TRUSTED_ACCOUNTS } from './trusted-accounts';

/** Trusted accounts, transfer settings and transfer orders (SEC-001 to SEC-008, REG-005). */
export class TrustedAccountsAndTransfers1700000008500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema if not exists custody;
      grant usage on schema custody to carbon_app;

      create function custody.refuse_transfer_change() returns trigger language plpgsql as $$
      begin
        raise exception 'this history is append-only' using errcode = 'CL050';
      end $$;
    `);
    await runner.query(TRUSTED_ACCOUNTS);
    await runner.query(ORDERS);
  }

  /** The schema stays: other rooms of custody live in it. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table custody.transfer_order_history, custody.transfer_order, custody.transfer_step, custody.transfer_state;
      drop function custody.step_transfer_order, custody.keep_transfer_history;
      drop trigger account_edition on ledger.account;
      drop table custody.transfer_settings, custody.trusted_account_event, custody.trusted_account,
        custody.account_edition;
      drop function custody.count_account_edition, custody.keep_trusted_account, custody.refuse_transfer_change;
    `);
  }
}
