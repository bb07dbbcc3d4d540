/** Projects, their history, comments, statements and judgements. */
export const PROJECTS = `
  create sequence credits.project_number as bigint;
  grant usage on sequence credits.project_number to carbon_app;

  create table credits.project (
    id uuid primary key,
    number text not null unique check (number ~ '^PJ[0-9]{6,}$'),
    scheme text not null,
    -- the owner
    holder_id uuid not null,
    -- the owner's account, to which reductions are issued
    account_number text not null references ledger.account (number),
    methodology text not null,
    methodology_version text not null,
    methodology_hash text not null,
    name_zh text not null,
    name_en text not null,
    asset_id uuid not null,
    -- power plants: the 17 digits under which the plant is filed, when it is
    plant_code text check (plant_code ~ '^[0-9]{17}$'),
    parcels text[] not null,
    construction_started date not null,
    commissioned date not null,
    lifetime_until date,
    crediting_from date not null,
    crediting_to date not null,
    -- CCR-003: the body that validates; CCR-013: who wrote the design document, when a holder did
    validator_id uuid,
    design_author_id uuid,
    design_document bytea not null check (length(design_document) = 32),
    parameters jsonb not null,
    facts jsonb not null,
    ets_covered boolean not null,
    legally_required boolean not null,
    in_other_mechanism boolean not null,
    additionality text,
    -- PHI-005: fees and benefit sharing, as the owner publishes them
    disclosure text,
    disclosure_until date,
    comment_from date,
    comment_until date,
    applied_on date,
    review_until date,
    -- moved by events only
    state text not null default 'new' check (state <> ''),
    -- where the figures come from; synthetic ones say so
    source text not null,
    filed_by text not null,
    filed_at timestamptz not null,
    check (crediting_from <= crediting_to)
  );
  create index project_holder on credits.project (holder_id, id);
  create index project_validator on credits.project (validator_id, id);
  create index project_asset on credits.project (asset_id);
  create index project_in_comment on credits.project (comment_until) where state = 'in-comment';
  create index project_scheme on credits.project (scheme, state, id);
  grant select, insert on credits.project to carbon_app;
  grant update (holder_id, disclosure, disclosure_until, comment_from, comment_until, applied_on, review_until)
    on credits.project to carbon_app;

  create table credits.project_event (
    id bigint generated always as identity primary key,
    subject_id uuid not null references credits.project,
    act text not null,
    from_state text not null,
    to_state text not null,
    at timestamptz not null,
    by_whom text not null,
    approver text,
    -- the house that acted; null for the clock
    house_id uuid,
    document_hash bytea check (length(document_hash) = 32),
    reason text,
    details jsonb not null
  );
  create index project_event_subject on credits.project_event (subject_id, id);
  create trigger project_event_steps before insert on credits.project_event
    for each row execute function credits.take_step('project');
  create trigger project_event_is_kept before update or delete or truncate on credits.project_event
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.project_event to carbon_app;

  -- what anybody who is signed in said during the public time; who it was is not for the public
  create table credits.comment (
    id uuid primary key,
    subject text not null check (subject in ('project', 'report')),
    subject_id uuid not null,
    body text not null,
    by_whom text not null,
    at timestamptz not null
  );
  create index comment_subject on credits.comment (subject, subject_id, id);
  create trigger comment_is_kept before update or delete or truncate on credits.comment
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.comment to carbon_app;

  -- statements of validation and verification (CCR-003, CCR-004)
  create table credits.statement (
    id uuid primary key,
    subject text not null check (subject in ('project', 'report')),
    subject_id uuid not null,
    body_id uuid not null,
    opinion text not null check (opinion in ('positive', 'negative')),
    document_hash bytea not null check (length(document_hash) = 32),
    -- [{check, passed, note}]
    checks jsonb not null,
    -- CCR-013, as the body states them
    full_time_staff int not null check (full_time_staff >= 0),
    experienced_staff int not null check (experienced_staff >= 0 and experienced_staff <= full_time_staff),
    verified_t bigint check (verified_t >= 0),
    by_whom text not null,
    at timestamptz not null,
    check ((subject = 'report' and opinion = 'positive') = (verified_t is not null))
  );
  create index statement_subject on credits.statement (subject, subject_id, id);
  create trigger statement_is_kept before update or delete or truncate on credits.statement
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.statement to carbon_app;

  -- eligibility and applicability as judged, with the versions of what judged (CCR-001, CCR-006)
  create table credits.judgement (
    id uuid primary key,
    subject text not null check (subject in ('project', 'report')),
    subject_id uuid not null,
    occasion text not null check (occasion in ('filing', 'application', 'registration')),
    passed boolean not null,
    findings jsonb not null,
    scheme_pack text not null,
    scheme_pack_version text not null,
    methodology text not null,
    methodology_version text not null,
    methodology_hash text not null,
    certainty text not null,
    at timestamptz not null
  );
  create index judgement_subject on credits.judgement (subject, subject_id, id);
  create trigger judgement_is_kept before update or delete or truncate on credits.judgement
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.judgement to carbon_app;

  -- CCR-002, PHI-001: an asset is credited by one project at a time, whatever the scheme. The database holds it.
  create table credits.crediting (
    project_id uuid primary key references credits.project,
    asset_id uuid not null,
    scheme text not null,
    period daterange not null check (not isempty(period)),
    registered_at timestamptz not null,
    ended_at timestamptz,
    constraint credited_once exclude using gist (asset_id with =, period with &&) where (ended_at is null)
  );
  create index crediting_asset on credits.crediting (asset_id, scheme);
  grant select, insert, update (ended_at) on credits.crediting to carbon_app;

  -- EXC-002: months whose certificates were traded before the project was registered
  create table credits.month_not_creditable (
    project_id uuid not null references credits.project,
    month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    recorded_at timestamptz not null,
    primary key (project_id, month)
  );
  create trigger month_not_creditable_is_kept before update or delete or truncate on credits.month_not_creditable
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.month_not_creditable to carbon_app;

  create table credits.project_holder_change (
    project_id uuid not null references credits.project,
    from_holder uuid not null,
    to_holder uuid not null,
    at timestamptz not null,
    by_whom text not null,
    approver text,
    reason text not null,
    document_hash bytea check (length(document_hash) = 32),
    primary key (project_id, at)
  );
  create trigger project_holder_change_is_kept before update or delete or truncate on credits.project_holder_change
    for each statement execute function credits.refuse_change();
  grant select, insert on credits.project_holder_change to carbon_app;
`;
