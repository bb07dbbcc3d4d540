import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Judicial freezes, each kept apart with its order, and what became of it (ETS-009). */
export class JudicialFreezes1700000008100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema if not exists custody;
      grant usage on schema custody to carbon_app;

      create table custody.judicial_freeze (
        id uuid primary key,
        seq bigint not null unique generated always as identity,
        account text not null,
        instrument text not null,
        quantity bigint not null check (quantity > 0),
        -- what is still frozen; null serials for instruments without
        held bigint not null check (held between 0 and quantity),
        serials int8multirange,
        court text not null,
        court_order text not null,
        document_hash bytea not null check (length(document_hash) = 32),
        until date,
        -- set apart when it is proposed, so that nobody moves the units while it waits for approval
        state text not null default 'proposed' check (state in ('proposed', 'in-force', 'released', 'abandoned')),
        proposed_by text not null,
        proposed_at timestamptz not null,
        approved_by text,
        frozen_at timestamptz,
        ended_at timestamptz,
        check ((approved_by is null) = (frozen_at is null)),
        check ((state in ('in-force', 'released')) = (approved_by is not null)),
        check ((state in ('released', 'abandoned')) = (ended_at is not null)),
        check ((held = 0) = (ended_at is not null))
      );
      create index judicial_freeze_account on custody.judicial_freeze (account, seq);

      create table custody.judicial_release (
        id uuid primary key,
        freeze_id uuid not null references custody.judicial_freeze,
        quantity bigint not null check (quantity >= 0),
        serials int8multirange,
        -- units that had come to an end meanwhile: by law they expire in frozen accounts too
        lapsed bigint not null check (lapsed >= 0),
        court_order text not null,
        document_hash bytea not null check (length(document_hash) = 32),
        released_by text not null,
        approver text not null,
        released_at timestamptz not null,
        check (quantity + lapsed > 0)
      );
      create index judicial_release_freeze on custody.judicial_release (freeze_id, released_at);

      create function custody.keep_judicial_freeze() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'UPDATE' then
          raise exception 'a judicial freeze stays on record' using errcode = 'CL050';
        end if;
        if (new.id, new.seq, new.account, new.instrument, new.quantity, new.court, new.court_order, new.document_hash,
            new.until, new.proposed_by, new.proposed_at)
           is distinct from
           (old.id, old.seq, old.account, old.instrument, old.quantity, old.court, old.court_order, old.document_hash,
            old.until, old.proposed_by, old.proposed_at)
          or new.held > old.held or old.ended_at is not null
          or (old.approved_by is not null and (new.approved_by, new.frozen_at) is distinct from (old.approved_by, old.frozen_at))
        then raise exception 'a judicial freeze is ordered once and only ever gives back' using errcode = 'CL050';
        end if;
        return new;
      end $$;
      create trigger judicial_freeze_is_kept before update or delete on custody.judicial_freeze
        for each row execute function custody.keep_judicial_freeze();
      create function custody.keep_judicial_release() returns trigger language plpgsql as $$
      begin
        raise exception 'the release of a freeze stays on record' using errcode = 'CL050';
      end $$;
      create trigger judicial_release_is_kept before update or delete or truncate on custody.judicial_release
        for each statement execute function custody.keep_judicial_release();

      grant select, insert on custody.judicial_freeze, custody.judicial_release to carbon_app;
      grant update (held, serials, state, approved_by, frozen_at, ended_at) on custody.judicial_freeze to carbon_app;
    `);
  }

  /** The schema stays: other parts of the room live in it. */
  /** The first in custody's schema goes with it: what came later has gone by then. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table custody.judicial_release, custody.judicial_freeze;
      drop function custody.keep_judicial_freeze, custody.keep_judicial_release;
      drop schema custody;
    `);
  }
}
