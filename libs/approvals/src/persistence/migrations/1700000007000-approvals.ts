import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proposals that somebody else must look at, and what happened to each (REG-001, REG-003). */
export class Approvals1700000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema approvals;
      grant usage on schema approvals to carbon_app;

      create table approvals.task (
        id uuid primary key,
        seq bigint not null unique generated always as identity,
        kind text not null,
        state text not null default 'proposed' check (state in
          ('proposed', 'approved', 'executed', 'failed', 'rejected', 'withdrawn', 'expired')),
        -- whose matter it is; null for the registry's own
        holder_id uuid,
        -- whose people complete it; null when everybody with the permission may
        office uuid,
        subject_kind text not null,
        subject_id text not null,
        summary_zh text not null,
        summary_en text not null,
        quantity bigint check (quantity >= 0),
        payload jsonb not null,
        comment text,
        document_hash bytea check (length(document_hash) = 32),
        initiator text not null,
        initiator_person text,
        initiator_holder uuid,
        approvals_needed smallint not null check (approvals_needed between 0 and 2),
        approvals_given smallint not null default 0 check (approvals_given between 0 and approvals_needed),
        rules text[] not null,
        certainty text not null,
        proposed_at timestamptz not null,
        deadline timestamptz not null check (deadline > proposed_at),
        ended_at timestamptz,
        outcome jsonb,
        failure jsonb,
        check ((state in ('proposed', 'approved')) = (ended_at is null)),
        check ((state = 'failed') = (failure is not null)),
        check (state not in ('approved', 'executed', 'failed') or approvals_given = approvals_needed)
      );
      create index task_open on approvals.task (deadline) where state = 'proposed';
      create index task_waiting on approvals.task (seq) where state = 'proposed';
      create index task_holder on approvals.task (holder_id, seq);
      create index task_initiator on approvals.task (initiator, seq);

      create table approvals.task_event (
        id bigint primary key generated always as identity,
        task_id uuid not null references approvals.task (id),
        what text not null check (what in
          ('proposed', 'approved', 'executed', 'failed', 'rejected', 'withdrawn', 'expired')),
        at timestamptz not null,
        actor text not null,
        person text,
        role text,
        holder_code text,
        comment text
      );
      create index task_event_task on approvals.task_event (task_id, id);
      create unique index task_event_one_actor on approvals.task_event (task_id, actor) where what = 'approved';
      create unique index task_event_one_person on approvals.task_event (task_id, person) where what = 'approved';
      create unique index task_event_once on approvals.task_event (task_id, what) where what <> 'approved';

      create function approvals.keep_history() returns trigger language plpgsql as $$
      begin
        raise exception 'the history of tasks is append-only' using errcode = 'CL040';
      end $$;
      create trigger task_event_is_kept before update or delete or truncate on approvals.task_event
        for each statement execute function approvals.keep_history();
      create trigger task_is_kept before delete or truncate on approvals.task
        for each statement execute function approvals.keep_history();

      -- what was proposed stays as it was read; a completed task is frozen (REG-003)
      create function approvals.guard_task() returns trigger language plpgsql as $$
      declare
        movable constant text[] := array['state', 'approvals_given', 'ended_at', 'outcome', 'failure'];
        eyes integer;
      begin
        if tg_op = 'INSERT' then
          if new.state <> 'proposed' or new.approvals_given <> 0 then
            raise exception 'a task begins as a proposal' using errcode = 'CL043';
          end if;
          return new;
        end if;
        if old.ended_at is not null then
          raise exception 'a completed task is frozen' using errcode = 'CL041';
        end if;
        if to_jsonb(new) - movable <> to_jsonb(old) - movable then
          raise exception 'what was proposed cannot be changed' using errcode = 'CL042';
        end if;
        if not (
          (old.state = 'proposed' and new.state in ('proposed', 'approved', 'rejected', 'withdrawn', 'expired'))
          or (old.state = 'approved' and new.state in ('executed', 'failed'))
        ) then
          raise exception 'a task does not go from % to %', old.state, new.state using errcode = 'CL043';
        end if;
        if new.state = 'approved' then
          select count(distinct e.person) into eyes from approvals.task_event e
            where e.task_id = new.id and e.what = 'approved' and e.actor <> new.initiator
              and e.person is distinct from new.initiator_person;
          if eyes < new.approvals_needed then
            raise exception 'a task is approved by % other persons, not %', new.approvals_needed, eyes
              using errcode = 'CL044';
          end if;
        end if;
        return new;
      end $$;
      create trigger task_goes_forward before insert or update on approvals.task
        for each row execute function approvals.guard_task();

      grant select, insert on approvals.task, approvals.task_event to carbon_app;
      grant update (state, approvals_given, ended_at, outcome, failure) on approvals.task to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema approvals cascade`);
  }
}
