import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units given in pledge for a loan, each pledge with units of its own, and every release of it (ETS-009). */
export class Pledges1700000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table custody.pledge (
        id uuid primary key,
        seq bigint not null unique generated always as identity,
        account text not null,
        -- whose account it was when it was proposed; later the account itself tells
        pledgor_id uuid not null,
        pledgee_id uuid not null,
        instrument text not null,
        quantity bigint not null check (quantity > 0),
        -- what is still pledged; null serials for instruments without
        held bigint not null check (held between 0 and quantity),
        serials int8multirange,
        loan_reference text not null,
        secured_fen bigint not null check (secured_fen > 0),
        until date not null,
        state text not null default 'proposed' check (state in ('proposed', 'in-force', 'released', 'abandoned')),
        proposed_by text not null,
        proposed_at timestamptz not null,
        approved_by text,
        pledged_at timestamptz,
        transaction_id bigint,
        ended_at timestamptz,
        check ((approved_by is null) = (state in ('proposed', 'abandoned'))),
        check ((approved_by is null) = (pledged_at is null) and (approved_by is null) = (transaction_id is null)),
        check ((ended_at is not null) = (state in ('released', 'abandoned'))),
        check (ended_at is null or held = 0)
      );
      create index pledge_account on custody.pledge (account, seq);
      create index pledge_pledgee on custody.pledge (pledgee_id, seq);

      create table custody.pledge_release (
        id uuid primary key,
        pledge_id uuid not null references custody.pledge,
        quantity bigint not null check (quantity >= 0),
        serials int8multirange,
        -- pledged units that had come to their end meanwhile, e.g. by expiry
        lapsed bigint not null check (lapsed >= 0),
        reason text not null,
        released_by text not null,
        approver text not null,
        released_at timestamptz not null,
        transaction_id bigint,
        check (quantity + lapsed > 0),
        check ((quantity = 0) = (transaction_id is null))
      );
      create index pledge_release_pledge on custody.pledge_release (pledge_id, released_at);

      -- CL053: a pledge is agreed once and only ever gives back; its pledgee changes by a merger only.
      create function custody.keep_pledge() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'UPDATE' then
          raise exception 'a pledge stays on record' using errcode = 'CL053';
        end if;
        if (new.id, new.seq, new.account, new.pledgor_id, new.instrument, new.quantity, new.loan_reference,
            new.secured_fen, new.until, new.proposed_by, new.proposed_at)
           is distinct from
           (old.id, old.seq, old.account, old.pledgor_id, old.instrument, old.quantity, old.loan_reference,
            old.secured_fen, old.until, old.proposed_by, old.proposed_at)
          or new.held > old.held or old.ended_at is not null
          or (old.approved_by is not null and (new.approved_by, new.pledged_at, new.transaction_id)
              is distinct from (old.approved_by, old.pledged_at, old.transaction_id))
        then raise exception 'a pledge is agreed once and only ever gives back' using errcode = 'CL053';
        end if;
        return new;
      end $$;
      create trigger pledge_is_kept before update or delete on custody.pledge
        for each row execute function custody.keep_pledge();
      create function custody.keep_pledge_release() returns trigger language plpgsql as $$
      begin
        raise exception 'the release of a pledge stays on record' using errcode = 'CL053';
      end $$;
      create trigger pledge_release_is_kept before update or delete or truncate on custody.pledge_release
        for each statement execute function custody.keep_pledge_release();

      grant select, insert on custody.pledge, custody.pledge_release to carbon_app;
      grant update (held, serials, state, pledgee_id, approved_by, pledged_at, transaction_id, ended_at)
        on custody.pledge to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table custody.pledge_release, custody.pledge;
      drop function custody.keep_pledge, custody.keep_pledge_release;
    `);
  }
}
