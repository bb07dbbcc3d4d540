import { randomBytes } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Reader, Transaction } from '@carbon/database';
import { codeUnknown } from '../domain/refusals';

const SLUG_BYTES = 16;

export interface ShownCode {
  readonly holderId: string;
  readonly market: string;
  readonly slug: string;
  readonly shown: boolean;
}

const COLUMNS = 'holder_id as "holderId", market, slug, shown';

/** Whether an enterprise shows its code, and under which name; undefined while it never did. */
export async function findShownCode(
  reader: Reader,
  of: { readonly holderId: string; readonly market: string },
): Promise<ShownCode | undefined> {
  const [found] = await reader.query<ShownCode>(
    `select ${COLUMNS} from allowances.carbon_code where holder_id = $1 and market = $2`,
    [of.holderId, of.market],
  );
  return found;
}

/** @throws Refusal CARBON_CODE_UNKNOWN, also while it is not shown */
export async function codeBySlug(reader: Reader, slug: string): Promise<ShownCode> {
  const [found] = await reader.query<ShownCode>(
    `select ${COLUMNS} from allowances.carbon_code where slug = $1 and shown`,
    [slug],
  );
  if (found === undefined) throw codeUnknown();
  return found;
}

/** Switches the public page of an enterprise's code on or off; its address stays the same. */
export async function showCode(
  tx: Transaction,
  of: { readonly holderId: string; readonly market: string; readonly shown: boolean },
  by: string,
  now: Date,
): Promise<ShownCode> {
  const [code] = await tx.query<ShownCode>(
    `insert into allowances.carbon_code (holder_id, market, slug, shown, changed_at, changed_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (holder_id, market) do update set shown = $4, changed_at = $5, changed_by = $6
     returning ${COLUMNS}`,
    [of.holderId, of.market, randomBytes(SLUG_BYTES).toString('base64url'), of.shown, now, by],
  );
  if (code === undefined) throw codeUnknown();
  await recordAudit(
    tx,
    {
      action: of.shown ? 'carbon-code.shown' : 'carbon-code.hidden',
      subject: { kind: 'holder', id: of.holderId },
      holderId: of.holderId,
      after: { market: of.market },
    },
    now,
    { actor: by },
  );
  return code;
}
