import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ACCOUNT_CONSENTS } from '../../consents/persistence/migrations/account-consents';

/** Consents of holders to a bank's look at their accounts. */
export class AccountConsents1700000014310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCOUNT_CONSENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table market.account_consent_read, market.account_consent_account, market.account_consent;
      drop function market.keep_account_consent();
    `);
  }
}
