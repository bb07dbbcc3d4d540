import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which technical service bodies work for which enterprise (ETS-007). */
export class ServiceBodies1700000013220 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table allowances.service_engagement (
        id uuid primary key,
        holder_id uuid not null,
        body_id uuid not null,
        province text not null,
        work text not null check (work in ('writes-reports', 'measures', 'advises')),
        from_day date not null,
        document_hash bytea check (length(document_hash) = 32),
        recorded_at timestamptz not null,
        recorded_by text not null
      );
      create index service_engagement_province on allowances.service_engagement (province, body_id);
      create index service_engagement_holder on allowances.service_engagement (holder_id, id);
      create index service_engagement_body on allowances.service_engagement (body_id);

      create table allowances.service_engagement_end (
        engagement_id uuid primary key references allowances.service_engagement,
        until_day date not null,
        reason text not null,
        recorded_at timestamptz not null,
        recorded_by text not null
      );

      create trigger service_engagement_is_kept before update or delete or truncate on allowances.service_engagement
        for each statement execute function allowances.refuse_change();
      create trigger service_engagement_end_is_kept before update or delete or truncate
        on allowances.service_engagement_end for each statement execute function allowances.refuse_change();
      grant select, insert on allowances.service_engagement, allowances.service_engagement_end to carbon_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table allowances.service_engagement_end;
      drop table allowances.service_engagement;
    `);
  }
}
