import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails waiting to be sent and sent ones. Addresses stay in the vault; what fills a letter is sealed. */
export class Mail1700000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity.mail (
        id uuid primary key,
        person_id uuid not null,
        template text not null,
        -- sealed: it may hold a token
        letter_values bytea,
        created_at timestamptz not null,
        state text not null default 'waiting' check (state in ('waiting', 'sent', 'given-up', 'erased')),
        attempts int not null default 0,
        next_attempt_at timestamptz not null,
        sent_at timestamptz,
        -- the code of what went wrong, never an address
        last_error text
      );
      create index mail_waiting on identity.mail (next_attempt_at) where state = 'waiting';
      create index mail_person on identity.mail (person_id);

      grant select, insert, delete on identity.mail to carbon_app;
      grant update (letter_values, state, attempts, next_attempt_at, sent_at, last_error)
        on identity.mail to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table identity.mail`);
  }
}
