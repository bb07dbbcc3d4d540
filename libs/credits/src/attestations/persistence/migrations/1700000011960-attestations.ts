import type { MigrationInterface, QueryRunner } from 'typeorm';

/** S29: certificates of other kinds. What was issued stays as it was; what became of it follows from its events. */
export class Attestations1700000011960 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence credits.attestation_number as bigint;
      grant usage on sequence credits.attestation_number to carbon_app;

      create table credits.attestation (
        id uuid primary key,
        number text not null unique check (number ~ '^AT[0-9]{6,}$'),
        type text not null,
        holder_id uuid not null,
        certifier_id uuid not null check (certifier_id <> holder_id),
        -- the certifier's own number of it
        certificate_number text,
        scope_zh text not null,
        scope_en text not null,
        standard text not null,
        -- decimal strings by the names of the type
        figures jsonb not null check (jsonb_typeof(figures) = 'object'),
        grade_zh text,
        grade_en text,
        document_hash bytea not null check (length(document_hash) = 32),
        valid_from date not null,
        valid_until date not null,
        -- as of the type when it was issued
        surveillance_months int check (surveillance_months > 0),
        certainty text not null,
        -- moved by events only
        state text not null default 'new' check (state in ('new', 'valid', 'suspended', 'withdrawn')),
        surveyed_on date,
        issued_by text not null,
        issued_at timestamptz not null,
        check (valid_until >= valid_from),
        check ((grade_zh is null) = (grade_en is null))
      );
      create index attestation_holder on credits.attestation (holder_id, number);
      create index attestation_certifier on credits.attestation (certifier_id, number);
      grant select, insert on credits.attestation to carbon_app;

      create table credits.attestation_event (
        id bigint generated always as identity primary key,
        subject_id uuid not null references credits.attestation,
        act text not null,
        from_state text not null,
        to_state text not null,
        at timestamptz not null,
        by_whom text not null,
        house_id uuid not null,
        -- public words
        reason text,
        document_hash bytea check (length(document_hash) = 32),
        surveyed_on date,
        outcome text check (outcome in ('conforming', 'not-conforming')),
        constraint attestation_steps check ((act, from_state, to_state) in (
          ('issue', 'new', 'valid'), ('survey', 'valid', 'valid'), ('survey', 'suspended', 'suspended'),
          ('suspend', 'valid', 'suspended'), ('reinstate', 'suspended', 'valid'),
          ('withdraw', 'valid', 'withdrawn'), ('withdraw', 'suspended', 'withdrawn'))),
        check ((act in ('suspend', 'reinstate', 'withdraw')) = (reason is not null) or act = 'survey'),
        check ((act = 'survey') = (surveyed_on is not null) and (act = 'survey') = (outcome is not null))
      );
      create index attestation_event_subject on credits.attestation_event (subject_id, id);
      create trigger attestation_event_is_kept before update or delete or truncate on credits.attestation_event
        for each statement execute function credits.refuse_change();
      create trigger attestation_stays before delete or truncate on credits.attestation
        for each statement execute function credits.refuse_change();
      create trigger attestation_is_kept before update on credits.attestation
        for each row when (to_jsonb(new) - 'state' - 'surveyed_on' is distinct from to_jsonb(old) - 'state' - 'surveyed_on')
        execute function credits.refuse_change();
      grant select, insert on credits.attestation_event to carbon_app;

      -- CL081: not from where the attestation is
      create function credits.move_attestation() returns trigger
      language plpgsql security definer set search_path = credits, pg_temp as $$
      begin
        update credits.attestation a
           set state = new.to_state,
               surveyed_on = case when new.outcome = 'conforming' then greatest(a.surveyed_on, new.surveyed_on)
                                  else a.surveyed_on end
         where a.id = new.subject_id and a.state = new.from_state;
        if not found then
          raise exception 'the attestation % is not %', new.subject_id, new.from_state using errcode = 'CL081';
        end if;
        return new;
      end $$;
      revoke all on function credits.move_attestation() from public;
      create trigger attestation_event_moves before insert on credits.attestation_event
        for each row execute function credits.move_attestation();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table credits.attestation_event, credits.attestation;
      drop function credits.move_attestation();
      drop sequence credits.attestation_number;
    `);
  }
}
