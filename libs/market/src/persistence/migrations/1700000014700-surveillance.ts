import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The watch over markets: how far each detector has looked, alerts, the instances they gather, and all that was done about
 * them. CL088: an alert stays what it is, and a dismissed one stays dismissed.
 */
export class Surveillance1700000014700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [READING, ALERTS, HISTORY, NOTICES, GRANTS]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table market.risk_notice, market.alert_entry, market.alert_finding, market.alert, market.holding_at_close,
        market.watermark;
      drop function market.keep_alert();
      drop index market.command_happened, market.trade_traded;
    `);
  }
}

const READING = `
  -- journals grow by time: a few pages an index, and the watch reads the last minutes only
  create index command_happened on market.command using brin (happened_at) with (pages_per_range = 32, autosummarize = on);
  create index trade_traded on market.trade using brin (traded_at) with (pages_per_range = 32, autosummarize = on);

  create table market.watermark (
    market text not null,
    detector text not null,
    -- all before it was looked at
    looked_until timestamptz not null,
    primary key (market, detector)
  ) with (fillfactor = 70);

  -- balances are of now: what was held at a close is kept, so that looking again finds the same
  create table market.holding_at_close (
    instrument text not null,
    day date not null,
    trading_account text not null,
    holder_id uuid not null,
    held bigint not null check (held > 0),
    -- of all trading accounts
    total bigint not null check (total >= held),
    primary key (instrument, day, trading_account)
  );
  create trigger holding_at_close_stays before update or delete or truncate on market.holding_at_close
    for each statement execute function market.refuse_change();
`;

const ALERTS = `
  create table market.alert (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    market text not null,
    kind text not null,
    -- what it is about within its kind, instrument and day: one account, two, an instrument
    subject text not null,
    instrument text,
    day date not null,
    severity text not null check (severity in ('notable', 'severe')),
    accounts text[] not null,
    holder_ids uuid[] not null,
    findings integer not null check (findings > 0),
    raised_at timestamptz not null,
    last_at timestamptz not null,
    state text not null default 'open'
      check (state in ('open', 'assigned', 'escalated', 'measure-proposed', 'dismissed')),
    -- once told to the authorities it stays theirs to see
    escalated_at timestamptz,
    assignee text,
    assignee_person uuid,
    changed_at timestamptz not null,
    check (state <> 'assigned' or assignee is not null),
    check (state <> 'escalated' or escalated_at is not null)
  ) with (fillfactor = 70);
  -- what goes on after an alert was dismissed is another one
  create unique index alert_once on market.alert (market, kind, subject, coalesce(instrument, ''), day)
    where state <> 'dismissed';
  create index alert_market on market.alert (market, seq);
  create index alert_state on market.alert (state, seq);
  create index alert_accounts on market.alert using gin (accounts);
  create index alert_escalated on market.alert using gin (holder_ids) where escalated_at is not null;
  create index alert_raised on market.alert (raised_at);

  create function market.keep_alert() returns trigger language plpgsql as $$
  begin
    if (new.id, new.market, new.kind, new.subject, new.instrument, new.day, new.accounts, new.holder_ids, new.raised_at)
       is distinct from
       (old.id, old.market, old.kind, old.subject, old.instrument, old.day, old.accounts, old.holder_ids, old.raised_at)
      or new.findings < old.findings or (old.severity = 'severe' and new.severity <> 'severe')
      or (old.state = 'dismissed' and new.state <> 'dismissed')
      or (old.escalated_at is not null and new.escalated_at is distinct from old.escalated_at)
    then raise exception 'alert % stays what it is', old.id using errcode = 'CL088';
    end if;
    return new;
  end $$;
  create trigger alert_is_kept before update on market.alert for each row execute function market.keep_alert();
  create trigger alert_stays before delete or truncate on market.alert
    for each statement execute function market.refuse_change();

  -- one instance of a pattern
  create table market.alert_finding (
    id bigint primary key generated always as identity,
    alert_id uuid not null references market.alert,
    -- the instance, with what its alert is about: once, whatever became of the alert
    pattern text not null unique,
    at timestamptz not null,
    severity text not null,
    facts jsonb not null,
    told jsonb not null,
    evidence jsonb not null,
    pack_id text not null,
    pack_version text not null,
    pack_hash text not null check (length(pack_hash) = 64),
    certainty text not null,
    found_at timestamptz not null
  );
  create index alert_finding_of on market.alert_finding (alert_id, id);
  create trigger alert_finding_stays before update or delete or truncate on market.alert_finding
    for each statement execute function market.refuse_change();
`;

const HISTORY = `
  create table market.alert_entry (
    id bigint primary key generated always as identity,
    alert_id uuid not null references market.alert,
    kind text not null check (kind in ('assigned', 'noted', 'dismissed', 'escalated', 'measure-proposed')),
    -- who took it on, in an assignment
    assignee text,
    text text,
    -- the task that asks for a suspension, or the instrument that was halted
    task_id uuid,
    halted text,
    actor text not null,
    at timestamptz not null,
    check ((kind = 'assigned') = (assignee is not null)),
    check (kind = 'assigned' or text is not null),
    check ((kind = 'measure-proposed') = (num_nonnulls(task_id, halted) > 0))
  );
  create index alert_entry_of on market.alert_entry (alert_id, id);
  create trigger alert_entry_stays before update or delete or truncate on market.alert_entry
    for each statement execute function market.refuse_change();
`;

const NOTICES = `
  -- TRD-017: what whoever runs a market tells everybody
  create table market.risk_notice (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    market text not null,
    kind text not null check (kind in ('risk-warning', 'trading-notice')),
    instruments text[] not null,
    title_zh text not null,
    title_en text not null,
    text_zh text not null,
    text_en text not null,
    published_by text not null,
    published_at timestamptz not null
  );
  create index risk_notice_market on market.risk_notice (market, seq);
  create trigger risk_notice_stays before update or delete or truncate on market.risk_notice
    for each statement execute function market.refuse_change();
`;

const GRANTS = `
  grant select, insert on market.watermark, market.holding_at_close, market.alert, market.alert_finding, market.alert_entry,
    market.risk_notice to carbon_app;
  grant update (looked_until) on market.watermark to carbon_app;
  grant update (findings, severity, last_at, state, escalated_at, assignee, assignee_person, changed_at)
    on market.alert to carbon_app;
`;
