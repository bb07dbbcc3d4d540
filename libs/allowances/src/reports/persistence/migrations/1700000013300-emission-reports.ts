import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEPT = [
  'emission_report_version',
  'emission_report_submission',
  'emission_report_event',
  'emission_assignment',
  'emission_finding',
  'emission_finding_act',
  'emission_conclusion',
  'emission_report_holder_change',
];

/** Annual emission reports and their verification. Only the head of a report changes; everything else is appended. */
export class EmissionReports1700000013300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence allowances.emission_report_number;
      grant usage on sequence allowances.emission_report_number to carbon_app;

      create table allowances.emission_report (
        id uuid primary key,
        number text not null unique,
        market text not null,
        year int not null check (year between 2000 and 2199),
        holder_id uuid not null,
        -- whom it was first filed for: after a merger its successor has reports of both
        origin_id uuid not null,
        sector text not null,
        province text,
        state text not null check (state in ('draft', 'submitted', 'under-verification', 'returned', 'concluded',
          'confirmed', 'objected')),
        submitted_version int check (submitted_version > 0),
        submitted_at timestamptz,
        due_on date,
        verifier_id uuid,
        conclusion int check (conclusion > 0),
        confirmed_at timestamptz,
        object_until date,
        opened_at timestamptz not null,
        opened_by text not null,
        unique (market, year, origin_id),
        check ((submitted_version is null) = (submitted_at is null)),
        check ((confirmed_at is null) = (object_until is null)),
        check (state not in ('confirmed', 'objected') or confirmed_at is not null),
        check (state not in ('under-verification', 'concluded', 'confirmed', 'objected') or verifier_id is not null)
      );
      create index emission_report_holder on allowances.emission_report (holder_id, market, year);
      create index emission_report_verifier on allowances.emission_report (verifier_id) where verifier_id is not null;
      create index emission_report_year on allowances.emission_report (market, year, holder_id);

      create table allowances.emission_report_version (
        report_id uuid not null references allowances.emission_report,
        number int not null check (number > 0),
        content jsonb not null,
        result jsonb not null,
        total_t bigint not null check (total_t >= 0),
        pack_version text not null,
        pack_hash text not null,
        -- the technical service body that wrote it (ETS-007)
        prepared_by uuid,
        source text not null,
        document_hash bytea check (length(document_hash) = 32),
        saved_at timestamptz not null,
        saved_by text not null,
        primary key (report_id, number)
      );
      create index emission_report_version_body on allowances.emission_report_version (prepared_by)
        where prepared_by is not null;

      create table allowances.emission_report_submission (
        report_id uuid not null,
        version int not null,
        at timestamptz not null,
        by_whom text not null,
        approved_by text not null,
        due_on date,
        late boolean not null,
        checks jsonb not null,
        warnings text[] not null,
        task_id uuid not null,
        primary key (report_id, version),
        foreign key (report_id, version) references allowances.emission_report_version
      );

      create table allowances.emission_report_event (
        seq bigint generated always as identity primary key,
        report_id uuid not null references allowances.emission_report,
        act text not null,
        from_state text,
        to_state text not null,
        at timestamptz not null,
        by_whom text not null,
        approved_by text,
        reason text,
        details jsonb not null
      );
      create index emission_report_event_of on allowances.emission_report_event (report_id, seq);

      create table allowances.emission_assignment (
        id uuid primary key,
        report_id uuid not null references allowances.emission_report,
        verifier_id uuid not null,
        -- null where the verifier was engaged with the enterprise already
        engagement_id uuid,
        document_hash bytea not null check (length(document_hash) = 32),
        task_id uuid not null,
        at timestamptz not null,
        by_whom text not null,
        approved_by text
      );
      create index emission_assignment_of on allowances.emission_assignment (report_id, id);

      create table allowances.emission_finding (
        report_id uuid not null references allowances.emission_report,
        number int not null check (number > 0),
        version int not null,
        verifier_id uuid not null,
        kind text not null,
        severity text not null check (severity in ('nonconformity', 'clarification', 'observation')),
        field text not null,
        text text not null,
        due_on date not null,
        at timestamptz not null,
        by_whom text not null,
        primary key (report_id, number),
        foreign key (report_id, version) references allowances.emission_report_version
      );

      create table allowances.emission_finding_act (
        report_id uuid not null,
        finding int not null,
        number int not null check (number > 0),
        act text not null check (act in ('answered', 'closed', 'kept')),
        text text not null,
        -- the version of the report that puts it right
        version int,
        document_hash bytea check (length(document_hash) = 32),
        at timestamptz not null,
        by_whom text not null,
        primary key (report_id, finding, number),
        foreign key (report_id, finding) references allowances.emission_finding
      );

      create table allowances.emission_conclusion (
        report_id uuid not null,
        number int not null check (number > 0),
        version int not null,
        verifier_id uuid not null,
        opinion text not null check (opinion in ('positive', 'qualified', 'negative')),
        text text not null,
        reported_t bigint not null,
        recalculated_t bigint not null,
        verified_t bigint not null check (verified_t >= 0),
        parts jsonb not null,
        desk_case uuid not null,
        coverage jsonb not null,
        document_hash bytea not null check (length(document_hash) = 32),
        at timestamptz not null,
        by_whom text not null,
        primary key (report_id, number),
        foreign key (report_id, version) references allowances.emission_report_version
      );

      create table allowances.emission_report_holder_change (
        report_id uuid not null references allowances.emission_report,
        from_holder uuid not null,
        to_holder uuid not null,
        at timestamptz not null,
        by_whom text not null,
        approver text,
        reason text not null,
        document_hash bytea
      );

      grant select, insert on allowances.emission_report to carbon_app;
      grant update (state, submitted_version, submitted_at, due_on, verifier_id, conclusion, confirmed_at, object_until,
        holder_id) on allowances.emission_report to carbon_app;
    `);
    for (const table of KEPT) {
      await runner.query(`
        create trigger ${table}_is_kept before update or delete or truncate on allowances.${table}
          for each statement execute function allowances.refuse_change();
        grant select, insert on allowances.${table} to carbon_app;`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [...KEPT].reverse().map((table) => `drop table allowances.${table};`);
    await runner.query(`
      ${tables.join('\n')}
      drop table allowances.emission_report;
      drop sequence allowances.emission_report_number;
    `);
  }
}
