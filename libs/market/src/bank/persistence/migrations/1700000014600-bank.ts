import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BANK_ACCOUNTS, BANK_ACCOUNTS_DOWN } from './bank-accounts';
import { BANK_ENTRIES, BANK_ENTRIES_DOWN } from './bank-entries';
import { DEMO_BANK, DEMO_BANK_DOWN } from './demo-bank';
import { PAYMENT_ORDERS, PAYMENT_ORDERS_DOWN } from './payment-orders';

/** What the bank says came in and went out, what it is asked to pay, and how that agrees with the money on the ledger. */
export class Bank1700000014600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [BANK_ACCOUNTS, PAYMENT_ORDERS, BANK_ENTRIES, DEMO_BANK]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const part of [DEMO_BANK_DOWN, BANK_ENTRIES_DOWN, PAYMENT_ORDERS_DOWN, BANK_ACCOUNTS_DOWN])
      await runner.query(part);
  }
}
