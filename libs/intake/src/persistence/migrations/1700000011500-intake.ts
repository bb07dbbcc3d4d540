import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices with their keys and calibrations; batches, staged and decided; readings; plans of data quality. */
export class Intake1700000011500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema intake;
      grant usage on schema intake to carbon_app;

      -- months are China months, as yyyymm
      create function intake.month_of(moment timestamptz) returns integer language sql immutable parallel safe
        return (extract(year from moment at time zone 'Asia/Shanghai') * 100
              + extract(month from moment at time zone 'Asia/Shanghai'))::integer;
      create function intake.month_start(month integer) returns timestamptz language sql immutable parallel safe
        return make_timestamp(month / 100, month % 100, 1, 0, 0, 0) at time zone 'Asia/Shanghai';
      create function intake.month_after(month integer) returns integer language sql immutable parallel safe
        return case when month % 100 = 12 then month + 89 else month + 1 end;

      create table intake.device (
        id integer generated always as identity primary key,
        number text not null unique
          generated always as ('MD-' || lpad(id::text, greatest(6, length(id::text)), '0')) stored,
        asset_id uuid not null,
        asset_number text not null,
        holder_id uuid not null,
        -- a data partner that may send for it
        partner_id uuid check (partner_id is distinct from holder_id),
        -- as it is written on the meter
        serial text not null check (serial <> '' and length(serial) <= 64),
        role text not null check (role in ('export', 'import', 'generation', 'consumption', 'heat', 'gas', 'storage')),
        technology text,
        capacity_kw numeric(18, 3) check (capacity_kw > 0),
        max_error_percent numeric(6, 3) not null check (max_error_percent >= 0 and max_error_percent < 100),
        valid_from date not null,
        valid_to date check (valid_to >= valid_from),
        registered_by text not null,
        registered_at timestamptz not null,
        unique (asset_id, serial, role)
      );
      create index device_of_holder on intake.device (holder_id);
      create index device_of_partner on intake.device (partner_id) where partner_id is not null;

      create table intake.device_key (
        id uuid primary key,
        device_id integer not null references intake.device (id),
        -- whose key it is: the device's own, or its data partner's
        key_of text not null check (key_of in ('device', 'data-partner')),
        public_key bytea not null check (length(public_key) = 32),
        valid_from timestamptz not null,
        valid_to timestamptz check (valid_to > valid_from),
        registered_by text not null,
        registered_at timestamptz not null,
        unique (device_id, public_key)
      );
      create table intake.device_key_end (
        key_id uuid primary key references intake.device_key (id),
        reason text not null check (reason <> '' and length(reason) <= 300),
        ended_by text not null,
        ended_at timestamptz not null
      );

      create table intake.calibration (
        id uuid primary key,
        device_id integer not null references intake.device (id),
        calibrated_on date not null,
        due_on date not null check (due_on > calibrated_on),
        max_error_percent numeric(6, 3) not null check (max_error_percent >= 0 and max_error_percent < 100),
        document_hash bytea check (length(document_hash) = 32),
        recorded_by text not null,
        recorded_at timestamptz not null,
        unique (device_id, calibrated_on)
      );

      create table intake.batch (
        id uuid primary key,
        -- whose meters it is of, and who sent it when that is somebody else
        holder_id uuid not null,
        sender_id uuid,
        source text not null check (source in ('signed', 'csv', 'xlsx')),
        device_id integer references intake.device (id),
        -- the device's own number of the batch: sent again it is the same batch
        reference text,
        key_id uuid references intake.device_key (id),
        signature bytea,
        document_hash bytea,
        body_hash bytea not null check (length(body_hash) = 32),
        evidence_hash bytea not null check (length(evidence_hash) = 32),
        rows integer not null check (rows >= 0),
        faults jsonb not null,
        fault_count integer not null check (fault_count >= 0),
        created_by text not null,
        created_at timestamptz not null,
        unique (device_id, reference),
        check ((source = 'signed') = (signature is not null and key_id is not null and reference is not null)),
        check ((source = 'signed') = (document_hash is null))
      );
      create index batch_of_holder on intake.batch (holder_id, id);

      create table intake.staged_reading (
        batch_id uuid not null,
        line integer not null,
        device_id integer not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        energy_wh bigint not null,
        register_start_wh bigint,
        register_end_wh bigint,
        primary key (batch_id, line)
      );

      create table intake.batch_override (
        batch_id uuid primary key references intake.batch (id),
        reason text not null check (reason <> '' and length(reason) <= 1000),
        document_hash bytea not null check (length(document_hash) = 32),
        overridden_by text not null,
        overridden_at timestamptz not null
      );
      create table intake.batch_decision (
        batch_id uuid primary key references intake.batch (id),
        decision text not null check (decision in ('committed', 'discarded')),
        reason text,
        -- as it was answered, letter by letter
        outcome json not null,
        decided_by text not null,
        decided_at timestamptz not null
      );

      -- one interval lies within one month, so that the table can be partitioned by it; a correction is a further
      -- generation of the very same interval, and the highest counts
      create table intake.reading (
        month integer not null,
        device_id integer not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        generation smallint not null default 0 check (generation >= 0),
        energy_wh bigint not null,
        register_start_wh bigint,
        register_end_wh bigint,
        batch_id uuid not null,
        line integer not null,
        primary key (month, device_id, starts_at, ends_at, generation),
        check (ends_at > starts_at),
        check (month = intake.month_of(starts_at) and ends_at <= intake.month_start(intake.month_after(month))),
        check (register_end_wh - register_start_wh = energy_wh),
        constraint intervals_do_not_overlap exclude using gist
          (device_id with =, month with =, tstzrange(starts_at, ends_at) with &&) where (generation = 0)
      );

      -- what foreign keys would check row by row, checked a statement at a time: batches are large
      create function intake.check_staged() returns trigger language plpgsql as $$
      begin
        if exists (select from inserted i left join intake.batch b on b.id = i.batch_id
                     left join intake.device d on d.id = i.device_id where b.id is null or d.id is null) then
          raise exception 'a reading is of a batch and a device that are there' using errcode = 'CL061';
        end if;
        return null;
      end $$;
      create trigger staged_in_place after insert on intake.staged_reading
        referencing new table as inserted for each statement execute function intake.check_staged();
      create function intake.check_readings() returns trigger language plpgsql as $$
      begin
        if exists (select from inserted i left join intake.staged_reading s on s.batch_id = i.batch_id and s.line = i.line
                    where (s.device_id, s.starts_at, s.ends_at, s.energy_wh)
                      is distinct from (i.device_id, i.starts_at, i.ends_at, i.energy_wh)) then
          raise exception 'a reading is one that was staged' using errcode = 'CL061';
        end if;
        if exists (select from inserted i where i.generation > 0 and not exists (
                     select from intake.reading r
                      where (r.month, r.device_id, r.starts_at, r.ends_at, r.generation)
                          = (i.month, i.device_id, i.starts_at, i.ends_at, i.generation - 1))) then
          raise exception 'a correction is of the generation before it' using errcode = 'CL061';
        end if;
        return null;
      end $$;
      create trigger reading_in_place after insert on intake.reading
        referencing new table as inserted for each statement execute function intake.check_readings();

      create view intake.current_reading as
        select r.* from intake.reading r
         where not exists (
           select from intake.reading later
            where (later.month, later.device_id, later.starts_at, later.ends_at, later.generation)
                = (r.month, r.device_id, r.starts_at, r.ends_at, r.generation + 1));

      create table intake.quality_plan (
        id uuid primary key,
        subject_kind text not null check (subject_kind in ('asset', 'project')),
        subject_id text not null check (subject_id <> '' and length(subject_id) <= 80),
        version integer not null check (version > 0),
        holder_id uuid not null,
        content jsonb not null,
        filed_by text not null,
        filed_at timestamptz not null,
        unique (holder_id, subject_kind, subject_id, version)
      );

      create function intake.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'what came in is kept as it came' using errcode = 'CL060';
      end $$;
    `);
    for (const table of KEPT) {
      await runner.query(`
        create trigger ${table}_is_kept before update or delete or truncate on intake.${table}
          for each statement execute function intake.refuse_change();
        grant select, insert on intake.${table} to carbon_app;`);
    }
    await runner.query(`grant select on intake.current_reading to carbon_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop schema intake cascade`);
  }
}

const KEPT = [
  'device',
  'device_key',
  'device_key_end',
  'calibration',
  'batch',
  'staged_reading',
  'batch_override',
  'batch_decision',
  'reading',
  'quality_plan',
] as const;
