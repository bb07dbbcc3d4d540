import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who wants to hear of what, and what was sent. The audit trail is the outbox: a trigger notes which records wait. */
export class Webhooks1700000011200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema events;
      grant usage on schema events to carbon_app;

      create table events.webhook (
        id uuid primary key,
        -- whose acts are told; null for everybody's, which only the operator's people can ask for
        holder_id uuid,
        url text not null check (length(url) <= 2000),
        -- as asked, and as LIKE patterns
        types text[] not null check (cardinality(types) between 1 and 50),
        patterns text[] not null,
        -- sealed; the former one still signs until former_until
        secret bytea not null,
        former_secret bytea,
        former_until timestamptz,
        created_by text not null,
        created_at timestamptz not null,
        ended_at timestamptz,
        ended_by text,
        end_reason text,
        -- since when nothing has got through
        failing_since timestamptz
      );
      create index webhook_live on events.webhook (holder_id) where ended_at is null;

      create table events.pending (record_id bigint primary key);

      create table events.delivery (
        id bigint primary key generated always as identity,
        webhook_id uuid not null references events.webhook,
        -- null for a test
        record_id bigint,
        state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given-up', 'dropped')),
        attempts int not null default 0,
        next_at timestamptz,
        last_status int,
        last_error text,
        created_at timestamptz not null,
        delivered_at timestamptz,
        unique (webhook_id, record_id),
        check ((state = 'waiting') = (next_at is not null)),
        check ((state = 'delivered') = (delivered_at is not null))
      );
      create index delivery_due on events.delivery (next_at) where state = 'waiting';
      create index delivery_webhook on events.delivery (webhook_id, id);

      -- In the transaction of the act, and only while somebody listens. Acts on persons are never told.
      create function events.note() returns trigger language plpgsql security definer
      set search_path = events, pg_temp as $$
      begin
        if not new.personal and exists (select from events.webhook where ended_at is null) then
          insert into events.pending values (new.id);
        end if;
        return null;
      end $$;
      revoke all on function events.note() from public;
      create trigger record_is_told after insert on audit.record for each row execute function events.note();

      grant select, insert on events.webhook, events.delivery to carbon_app;
      grant update (secret, former_secret, former_until, ended_at, ended_by, end_reason, failing_since)
        on events.webhook to carbon_app;
      grant update (state, attempts, next_at, last_status, last_error, delivered_at) on events.delivery to carbon_app;
      grant delete on events.delivery to carbon_app;
      grant select, update, delete on events.pending to carbon_app;
      grant usage on all sequences in schema events to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop trigger record_is_told on audit.record; drop schema events cascade`);
  }
}
