/** Transfer orders and the steps they may take (REG-005). */
export const ORDERS = `
  create table custody.transfer_state (name text primary key);
  insert into custody.transfer_state values ('awaiting-approval'), ('proposed'), ('delayed'), ('checked-ok'),
    ('checked-discrepancy'), ('completed'), ('terminated'), ('rejected'), ('cancelled'), ('manually-cancelled'),
    ('reversed'), ('accepted');

  -- domain/order-state.ts, as the database holds everybody to it.
  create table custody.transfer_step (
    from_state text not null references custody.transfer_state,
    to_state text not null references custody.transfer_state,
    primary key (from_state, to_state)
  );
  insert into custody.transfer_step values
    ('awaiting-approval', 'proposed'), ('awaiting-approval', 'rejected'), ('awaiting-approval', 'cancelled'),
    ('proposed', 'delayed'), ('proposed', 'checked-ok'), ('proposed', 'checked-discrepancy'),
    ('delayed', 'checked-ok'), ('delayed', 'checked-discrepancy'), ('delayed', 'manually-cancelled'),
    ('checked-ok', 'completed'), ('checked-discrepancy', 'terminated'), ('completed', 'reversed');

  create table custody.transfer_order (
    id uuid primary key,
    task_id uuid not null unique,
    holder_id uuid not null,
    to_holder_id uuid not null,
    from_account text not null,
    to_account text not null,
    instrument text not null,
    quantity bigint not null check (quantity > 0),
    -- the serials set apart, '{first-last,…}'; null for units without serials
    serials text[],
    reason text,
    reference text,
    initiator text not null,
    proposed_at timestamptz not null,
    approver text,
    approved_at timestamptz,
    execute_at timestamptz,
    -- why then: rule, clock, calendar, pack
    timing jsonb,
    state text not null references custody.transfer_state,
    step int not null default 0,
    step_at timestamptz not null,
    step_by text not null,
    step_reason text,
    -- where the units are: set apart, with the receiver, or again among the sender's available ones
    units text not null default 'apart' check (units in ('apart', 'moved', 'given-back')),
    failure text,
    transaction_id bigint,
    reversal_id bigint,
    check (from_account <> to_account),
    check ((state in ('awaiting-approval', 'rejected', 'cancelled')) = (approver is null)),
    check ((approver is null) = (approved_at is null)),
    check (state <> 'delayed' or (execute_at is not null and timing is not null)),
    check ((state in ('completed', 'reversed')) = (transaction_id is not null)),
    check ((state = 'reversed') = (reversal_id is not null)),
    check ((state = 'terminated') <= (failure is not null)),
    check ((state = 'completed') <= (units = 'moved')),
    check ((state in ('awaiting-approval', 'delayed')) <= (units = 'apart'))
  );
  create index transfer_order_due on custody.transfer_order (execute_at, id) where state = 'delayed';
  create index transfer_order_owed on custody.transfer_order (id) where units = 'apart'
    and state in ('terminated', 'rejected', 'cancelled', 'manually-cancelled');
  create index transfer_order_holder on custody.transfer_order (holder_id, id);
  create index transfer_order_to_holder on custody.transfer_order (to_holder_id, id);
  create index transfer_order_from on custody.transfer_order (from_account, id);
  create index transfer_order_to on custody.transfer_order (to_account, id);

  create table custody.transfer_order_history (
    order_id uuid not null references custody.transfer_order,
    step int not null,
    from_state text,
    to_state text not null,
    at timestamptz not null,
    by_whom text not null,
    reason text,
    primary key (order_id, step)
  );
  create trigger transfer_order_history_is_kept before update or delete or truncate on custody.transfer_order_history
    for each statement execute function custody.refuse_transfer_change();

  -- CL052: a step that is not in the table, or a change of what was approved.
  create function custody.step_transfer_order() returns trigger
  language plpgsql security definer set search_path = custody, pg_temp as $$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'awaiting-approval' or new.step <> 0 then
        raise exception 'a transfer order begins awaiting approval' using errcode = 'CL052';
      end if;
      return new;
    end if;
    if (new.id, new.task_id, new.holder_id, new.to_holder_id, new.from_account, new.to_account, new.instrument,
        new.quantity, new.reason, new.reference, new.initiator, new.proposed_at)
       is distinct from
       (old.id, old.task_id, old.holder_id, old.to_holder_id, old.from_account, old.to_account, old.instrument,
        old.quantity, old.reason, old.reference, old.initiator, old.proposed_at)
      or (old.serials is not null and new.serials is distinct from old.serials)
      or (old.approver is not null and (new.approver, new.approved_at) is distinct from (old.approver, old.approved_at))
      or (old.execute_at is not null and (new.execute_at is null or new.execute_at < old.execute_at))
      or (old.units <> 'apart' and not (old.units, new.units, new.state) = ('moved', 'given-back', 'reversed')
          and new.units <> old.units)
    then raise exception 'a transfer order keeps what was approved' using errcode = 'CL052';
    end if;
    if new.state <> old.state then
      if not exists (select from custody.transfer_step s where (s.from_state, s.to_state) = (old.state, new.state)) then
        raise exception 'a transfer order does not step from % to %', old.state, new.state using errcode = 'CL052';
      end if;
      new.step := old.step + 1;
    elsif new.step <> old.step then
      raise exception 'the steps of a transfer order are counted here' using errcode = 'CL052';
    end if;
    return new;
  end $$;
  create trigger transfer_order_steps before insert or update on custody.transfer_order
    for each row execute function custody.step_transfer_order();

  create function custody.keep_transfer_history() returns trigger
  language plpgsql security definer set search_path = custody, pg_temp as $$
  begin
    insert into custody.transfer_order_history
      values (new.id, new.step, case when tg_op = 'UPDATE' then old.state end, new.state, new.step_at, new.step_by,
              new.step_reason);
    return null;
  end $$;
  create trigger transfer_order_begins after insert on custody.transfer_order
    for each row execute function custody.keep_transfer_history();
  create trigger transfer_order_stepped after update of state on custody.transfer_order
    for each row when (old.state <> new.state) execute function custody.keep_transfer_history();

  grant select on custody.transfer_state, custody.transfer_step, custody.transfer_order,
    custody.transfer_order_history to carbon_app;
  grant insert on custody.transfer_order to carbon_app;
  grant update (serials, approver, approved_at, execute_at, timing, state, step_at, step_by, step_reason, units, failure,
                transaction_id, reversal_id) on custody.transfer_order to carbon_app;
`;
