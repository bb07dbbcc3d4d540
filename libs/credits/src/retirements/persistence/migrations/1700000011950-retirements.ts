import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Retirements of credits: what each was for, and which were made void. Where units are is the ledger's to say; that none
 * is retired twice is held there too.
 */
export class Retirements1700000011950 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence credits.retirement_number as bigint;
      grant usage on sequence credits.retirement_number to carbon_app;

      create table credits.retirement (
        id uuid primary key,
        -- sorts by day and serial, in every locale
        receipt_number text collate "C" not null unique check (receipt_number ~ '^CR-[0-9]{8}-[0-9]{8,19}-[0-9]$'),
        account_number text not null references ledger.account (number),
        holder_id uuid not null,
        scheme text not null,
        transaction_id bigint not null unique,
        quantity bigint not null check (quantity > 0),
        unit text not null,
        purpose text not null check (purpose in ('national-ets-offset', 'local-offset', 'event-neutrality',
          'corporate-neutrality', 'green-power-claim', 'product-claim', 'ecological-damage-compensation', 'voluntary')),
        period_start date not null,
        period_end date not null,
        beneficiary_kind text not null check (beneficiary_kind in ('organisation', 'person')),
        beneficiary_person_id uuid,
        salt bytea check (length(salt) = 16),
        -- what the ledger's document hash commits to, of an organisation
        document jsonb,
        -- salt and document under the key of the person; null once that person is erased (PII-005)
        sealed bytea,
        document_hash bytea not null check (length(document_hash) = 32),
        reversible_until timestamptz not null,
        retired_by text not null,
        approved_by text,
        retired_at timestamptz not null,
        check (period_end >= period_start),
        check (case beneficiary_kind
          when 'organisation' then salt is not null and document is not null and beneficiary_person_id is null
            and sealed is null
          else salt is null and document is null and beneficiary_person_id is not null end)
      );
      create index retirement_holder on credits.retirement (holder_id, receipt_number);
      create index retirement_purpose on credits.retirement (purpose, receipt_number);
      create index retirement_scheme on credits.retirement (scheme, receipt_number);
      create index retirement_person on credits.retirement (beneficiary_person_id)
        where beneficiary_person_id is not null;

      create table credits.retirement_lot (
        retirement_id uuid not null references credits.retirement,
        ordinal int not null,
        instrument text not null,
        first_serial bigint not null check (first_serial > 0),
        last_serial bigint not null,
        primary key (retirement_id, ordinal),
        check (last_serial >= first_serial)
      );

      -- REG-009: once, with a public note
      create table credits.retirement_void (
        retirement_id uuid primary key references credits.retirement,
        at timestamptz not null,
        by_whom text not null,
        approver text,
        note_zh text not null,
        note_en text not null,
        transaction_id bigint not null unique
      );

      -- a retirement is final: only what is sealed with a person can be forgotten
      create trigger retirement_is_kept before update on credits.retirement
        for each row when (new.sealed is not null
          or to_jsonb(new) - 'sealed' is distinct from to_jsonb(old) - 'sealed')
        execute function credits.refuse_change();
      create trigger retirement_stays before delete or truncate on credits.retirement
        for each statement execute function credits.refuse_change();
      create trigger retirement_lot_is_kept before update or delete or truncate on credits.retirement_lot
        for each statement execute function credits.refuse_change();
      create trigger retirement_void_is_kept before update or delete or truncate on credits.retirement_void
        for each statement execute function credits.refuse_change();
      grant select, insert on credits.retirement, credits.retirement_lot, credits.retirement_void to carbon_app;
      grant update (sealed) on credits.retirement to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table credits.retirement_void, credits.retirement_lot, credits.retirement;
      drop sequence credits.retirement_number;
    `);
  }
}
