import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Instruments, accounts, balances, blocks, issuances and the journal (docs/architecture.md, "The ledger"). */
export class LedgerTables1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema ledger;
      grant usage on schema ledger to carbon_app;

      create table ledger.instrument (
        id int primary key generated always as identity,
        code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9./:-]{0,79}$'),
        kind text not null check (kind in
          ('allowance', 'credit', 'green-certificate', 'inclusion-reduction', 'cash', 'points')),
        unit text not null,
        scheme text not null,
        period text,
        serialised boolean not null,
        -- how much of a source one unit stands for (Wh of a certificate); null where units have no metered source
        source_per_unit bigint check (source_per_unit > 0),
        -- no more units than this may ever be in issue; null where the scheme sets none
        cap bigint check (cap >= 0),
        created_at timestamptz not null default now()
      );

      create sequence ledger.account_id as int start 1024;
      create table ledger.account (
        id int primary key default nextval('ledger.account_id'),
        number text not null unique,
        holder_id uuid,
        kind text not null check (kind in
          ('issuance', 'retirement', 'surrender', 'cancellation', 'expiry', 'conversion',
           'holding', 'exchange', 'custody', 'funds', 'points')),
        state text not null default 'open' check (state in ('open', 'blocked')),
        state_reason text,
        opened_at timestamptz not null default now(),
        -- system accounts stand below 1024, so that the journal's own CHECK can see them
        check ((id < 1024) = (kind in
          ('issuance', 'retirement', 'surrender', 'cancellation', 'expiry', 'conversion'))),
        check ((id < 1024) = (holder_id is null))
      );
      alter sequence ledger.account_id owned by ledger.account.id;
      insert into ledger.account (id, number, kind) values
        (1, 'SYSTEM-ISSUANCE', 'issuance'), (2, 'SYSTEM-RETIREMENT', 'retirement'),
        (3, 'SYSTEM-SURRENDER', 'surrender'), (4, 'SYSTEM-CANCELLATION', 'cancellation'),
        (5, 'SYSTEM-EXPIRY', 'expiry'), (6, 'SYSTEM-CONVERSION', 'conversion');
      create index account_holder on ledger.account (holder_id, id);

      -- Balance of an account and instrument, in parts. The issuance account runs negative by what is in issue, so
      -- that all balances of an instrument sum to zero.
      create table ledger.balance (
        account_id int not null references ledger.account,
        instrument_id int not null references ledger.instrument,
        available bigint not null default 0,
        frozen bigint not null default 0 check (frozen >= 0),
        locked bigint not null default 0 check (locked >= 0),
        pledged bigint not null default 0 check (pledged >= 0),
        judicial bigint not null default 0 check (judicial >= 0),
        pending bigint not null default 0 check (pending >= 0),
        version bigint not null default 0,
        blocked boolean not null default false,
        primary key (account_id, instrument_id),
        constraint balance_not_overdrawn check (case when account_id = 1 then available <= 0 else available >= 0 end),
        constraint balance_parts_of_holders check
          (account_id >= 1024 or (frozen = 0 and locked = 0 and pledged = 0 and judicial = 0 and pending = 0))
      ) with (fillfactor = 70);
      create index balance_instrument on ledger.balance (instrument_id, account_id);

      create table ledger.kind (id smallint primary key, name text not null unique);
      insert into ledger.kind values (1, 'issue'), (2, 'transfer'), (3, 'freeze'), (4, 'release'), (5, 'pledge'),
        (6, 'unpledge'), (7, 'retire'), (8, 'surrender'), (9, 'cancel'), (10, 'expire'), (11, 'reverse'), (12, 'convert');
      create table ledger.part (id smallint primary key, name text not null unique);
      insert into ledger.part values (0, 'available'), (1, 'frozen'), (2, 'locked'), (3, 'pledged'), (4, 'judicial'),
        (5, 'pending');

      create sequence ledger.journal_id as bigint;

      -- One row a transfer. Append-only: nobody is granted more than INSERT, and sealed partitions refuse even that.
      create table ledger.journal (
        id bigint not null,
        batch_id bigint not null,
        transaction_id bigint not null,
        quantity bigint not null check (quantity > 0),
        debit_after bigint not null,
        credit_after bigint not null,
        debit_version bigint not null,
        credit_version bigint not null,
        recorded_at timestamptz not null,
        business_time timestamptz not null,
        reversible_until timestamptz,
        reverses_id bigint,
        instrument_id int not null,
        debit_account int not null,
        credit_account int not null,
        kind smallint not null,
        debit_part smallint not null,
        credit_part smallint not null,
        actor text not null,
        approver text,
        reference text,
        reason text,
        document_hash bytea,
        -- the serials moved: rows of [first, last, journal id of the transfer that brought them to the debit account]
        pieces bigint[],
        salt bytea not null check (length(salt) = 16),
        leaf bytea not null check (length(leaf) = 32),
        primary key (id),
        constraint journal_two_sides check (debit_account <> credit_account or debit_part <> credit_part),
        constraint journal_parts check (debit_part between 0 and 5 and credit_part between 0 and 5),
        constraint journal_reversal check ((kind = 11) = (reverses_id is not null)),
        constraint journal_kind check (case kind
          when 1 then debit_account = 1 and credit_account >= 1024 and debit_part = 0
          when 2 then debit_account >= 1024 and credit_account >= 1024 and debit_account <> credit_account
          when 3 then debit_account = credit_account and debit_account >= 1024 and debit_part = 0 and credit_part in (1, 2, 4, 5)
          when 4 then debit_account = credit_account and debit_account >= 1024 and credit_part = 0 and debit_part in (1, 2, 4, 5)
          when 5 then debit_account = credit_account and debit_account >= 1024 and debit_part = 0 and credit_part = 3
          when 6 then debit_account = credit_account and debit_account >= 1024 and debit_part = 3 and credit_part = 0
          when 7 then debit_account >= 1024 and credit_account = 2
          when 8 then debit_account >= 1024 and credit_account = 3
          when 9 then debit_account >= 1024 and credit_account = 4
          when 10 then debit_account >= 1024 and credit_account = 5
          when 11 then credit_account >= 1024 or credit_account = 1
          when 12 then debit_account >= 1024 and credit_account = 6
          else false end)
      ) partition by range (id);

      create table ledger.journal_partition (
        number bigint primary key,
        from_id bigint not null,
        to_id bigint not null,
        sealed_at timestamptz
      );

      -- A batch is what one submit wrote: consecutive journal ids, starting with its own. It is also the outbox of the
      -- transparency log: a batch without a log position waits to be sequenced.
      create table ledger.batch (
        id bigint primary key,
        transfer_count int not null check (transfer_count > 0),
        recorded_at timestamptz not null,
        serials_settled boolean not null,
        log_position bigint unique
      );
      create index batch_unsequenced on ledger.batch (id) where log_position is null;

      create table ledger.reversal (
        reversed_id bigint primary key,
        reversing_id bigint not null unique
      );

      -- INV-02: a run of serials of one instrument in one account and one part, which came there by one transfer.
      -- Holds (freeze, pledge …) change the part but not journal_id, so that a released block merges with the rest.
      create table ledger.block (
        instrument_id int not null,
        account_id int not null,
        first_serial bigint not null check (first_serial > 0),
        last_serial bigint not null,
        journal_id bigint not null,
        part smallint not null check (part between 0 and 5),
        primary key (instrument_id, first_serial),
        check (last_serial >= first_serial)
      ) with (fillfactor = 80);
      create index block_holder on ledger.block (account_id, instrument_id, first_serial);

      -- Every issuance with the serials it made. The exclusion constraint is dear and worth it: issuances are few.
      create table ledger.issuance (
        id bigint primary key,
        instrument_id int not null references ledger.instrument,
        quantity bigint not null check (quantity > 0),
        first_serial bigint,
        last_serial bigint,
        source_key text,
        evidence_hash bytea,
        reversed_by bigint,
        check ((first_serial is null) = (last_serial is null)),
        check (first_serial is null or last_serial - first_serial + 1 = quantity),
        constraint issuance_serials_disjoint exclude using gist
          (instrument_id with =, int8range(first_serial, last_serial, '[]') with &&) where (first_serial is not null)
      );
      create index issuance_instrument on ledger.issuance (instrument_id, last_serial);
      create unique index issuance_source on ledger.issuance (source_key) where reversed_by is null;

      -- INV-04: a piece of metered energy (or of a reduction) backs at most one issuance.
      create table ledger.source_range (
        issuance_id bigint not null references ledger.issuance,
        ordinal int not null,
        source_key text not null,
        from_unit bigint not null check (from_unit >= 0),
        to_unit bigint not null,
        released boolean not null default false,
        primary key (issuance_id, ordinal),
        check (to_unit > from_unit),
        constraint source_backs_one_issuance exclude using gist
          (source_key with =, int8range(from_unit, to_unit) with &&) where (not released)
      );

      grant select on all tables in schema ledger to carbon_app;
      grant insert on ledger.journal, ledger.issuance, ledger.source_range, ledger.instrument, ledger.account
        to carbon_app;
      grant update (log_position) on ledger.batch to carbon_app;
      grant usage on all sequences in schema ledger to carbon_app;

      create view ledger.posting as
        select id as journal_id, transaction_id, kind, debit_account as account_id, instrument_id,
               debit_part as part, -quantity as change, debit_after as after, debit_version as version, recorded_at
          from ledger.journal
        union all
        select id, transaction_id, kind, credit_account, instrument_id,
               credit_part, quantity, credit_after, credit_version, recorded_at
          from ledger.journal;
      grant select on ledger.posting to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema ledger cascade`);
  }
}
