/** Monitoring reports, what was computed of them, and what their registration made and ended. */
export const REDUCTIONS = `
  create sequence credits.report_number as bigint;
  grant usage on sequence credits.report_number to carbon_app;

  create table credits.report (
    id uuid primary key,
    number text not null unique check (number ~ '^MR[0-9]{6,}$'),
    project_id uuid not null references credits.project,
    period_from date not null,
    period_to date not null,
    -- the body that verifies (CCR-005)
    verifier_id uuid,
    document_hash bytea not null check (length(document_hash) = 32),
    -- what was monitored, with where each value comes from
    inputs jsonb not null,
    -- growth of stock by parcel [{parcel, fromKg, toKg}]
    stocks jsonb not null,
    -- what the methodology made of it, step by step
    methodology text not null,
    methodology_version text not null,
    methodology_hash text not null,
    steps jsonb not null,
    rules text[] not null,
    certainty text not null,
    exact_t text not null,
    computed_t bigint not null check (computed_t >= 0),
    comment_from date not null,
    comment_until date not null,
    verified_t bigint check (verified_t >= 0 and verified_t <= computed_t),
    -- the statement that the units rest on
    evidence_hash bytea check (length(evidence_hash) = 32),
    applied_on date,
    applied_t bigint check (applied_t > 0),
    review_until date,
    instrument text unique,
    transaction_id bigint unique,
    registered_at timestamptz,
    state text not null default 'new' check (state <> ''),
    source text not null,
    filed_by text not null,
    filed_at timestamptz not null,
    check (period_from <= period_to),
    check (num_nulls(instrument, transaction_id, registered_at) in (0, 3)),
    -- CCR-004: application equals verification
    check (transaction_id is null or verified_t is null or applied_t = verified_t),
    constraint report_days_once exclude using gist (project_id with =, daterange(period_from, period_to, '[]') with &&)
      where (state not in ('not-verified', 'rejected', 'withdrawn'))
  );
  create index report_project on credits.report (project_id, id);
  create index report_verifier on credits.report (verifier_id, id);
  create index report_in_comment on credits.report (comment_until) where state = 'in-comment';
  create index report_state on credits.report (state, id);
  grant select, insert on credits.report to carbon_app;
  grant update (verified_t, evidence_hash, applied_on, applied_t, review_until, instrument, transaction_id, registered_at)
    on credits.report to carbon_app;

  -- what was filed stays; what was registered is final (CCR-009)
  create trigger report_is_final before update on credits.report
    for each row when (old.transaction_id is not null) execute function credits.refuse_change();

  create table credits.report_event (
    id bigint generated always as identity primary key,
    subject_id uuid not null references credits.report,
    act text not null,
    from_state text not null,
    to_state text not null,
    at timestamptz not null,
    by_whom text not null,
    approver text,
    house_id uuid,
    document_hash bytea check (length(document_hash) = 32),
    reason text,
    details jsonb not null
  );
  create index report_event_subject on credits.report_event (subject_id, id);
  create trigger report_event_steps before insert on credits.report_event
    for each row execute function credits.take_step('report');
  create trigger report_event_is_kept before update or delete or truncate on credits.report_event
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.report_event to carbon_app;

  -- EXC-004: certificates that ended because their energy was registered as reductions; public
  create table credits.cancelled_certificates (
    id bigint generated always as identity primary key,
    report_id uuid not null references credits.report,
    instrument text not null,
    first_serial bigint not null check (first_serial > 0),
    last_serial bigint not null,
    transaction_id bigint not null,
    at timestamptz not null,
    check (last_serial >= first_serial)
  );
  create index cancelled_certificates_report on credits.cancelled_certificates (report_id, id);
  create trigger cancelled_certificates_are_kept before update or delete or truncate on credits.cancelled_certificates
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.cancelled_certificates to carbon_app;
`;
