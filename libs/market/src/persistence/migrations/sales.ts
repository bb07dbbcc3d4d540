/** What was sold: one row a settled purchase, written once (GEC-019). */
export const SALES = `
  create table market.sale (
    id uuid primary key,
    seq bigint not null unique generated always as identity,
    type text not null check (type in ('listed', 'bilateral')),
    offer_id uuid not null references market.offer,
    purchase_id uuid not null unique references market.purchase,
    seller_account text not null,
    seller_funds_account text not null,
    seller_id uuid not null,
    buyer_account text not null,
    buyer_funds_account text not null,
    buyer_id uuid not null check (buyer_id <> seller_id),
    instrument text not null,
    instrument_kind text not null,
    unit text not null,
    scheme text not null,
    -- production month or vintage, and what else the scheme tells of the units
    period text,
    province text,
    subsidy_class text,
    quantity bigint not null check (quantity > 0),
    -- '{first-last,…}'; null for units without serials
    serials text[],
    unit_price_fen bigint not null check (unit_price_fen > 0),
    amount_fen bigint not null check (amount_fen::numeric = quantity::numeric * unit_price_fen),
    seller_fee_fen bigint not null check (seller_fee_fen between 0 and amount_fen),
    buyer_fee_fen bigint not null check (buyer_fee_fen >= 0),
    rule_pack text not null,
    contract text,
    initiator text not null,
    approver text not null,
    transaction_id bigint not null unique,
    settled_at timestamptz not null
  );
  create index sale_seller on market.sale (seller_account, seq);
  create index sale_buyer on market.sale (buyer_account, seq);
  create index sale_settled on market.sale (settled_at);
  create trigger sale_is_kept before update or delete or truncate on market.sale
    for each statement execute function market.refuse_change();

  grant select, insert on market.sale to carbon_app;
`;
