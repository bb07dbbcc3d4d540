import { recordAudit } from '@carbon/audit';
import { sqlState, type Reader, type Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import { type Caller, type Reach, reachIds } from '@carbon/http';
import { findHolder, holderInReach } from '@carbon/identity';
import { type ChinaDate, fault, malformed, newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import { engagementEnded, engagementUnknown, notAServiceBody } from '../domain/refusals';
import type { ServiceBody, ServiceWork } from '../persistence/read-service-bodies';

/** An engagement with the codes of both. */
export interface ServiceEngagement extends ServiceBody {
  readonly holder: string;
  readonly body: string;
  readonly documentHash: string | null;
}

export interface NewServiceEngagement {
  readonly holder: string;
  readonly body: string;
  readonly work: ServiceWork;
  readonly from: ChinaDate;
  /** Province of the enterprise it works for; the enterprise's own when absent. */
  readonly province?: string | undefined;
  readonly documentHash?: string | undefined;
}

/** Kinds of holders that cannot be a service body of an enterprise. */
const NO_BODIES = ['resident', 'regulator', 'registry-operator'];

/**
 * Writes down that a technical service body works for an enterprise (ETS-007).
 * @throws Refusal HOLDER_UNKNOWN, EMITTERS_NOT_A_SERVICE_BODY, DOCUMENT_UNKNOWN, INPUT_MALFORMED without a province
 */
export async function engageServiceBody(
  tx: Transaction,
  { holder: name, body: bodyName, work, from, province, documentHash }: NewServiceEngagement,
  caller: Caller,
  now: Date,
): Promise<ServiceEngagement> {
  const holder = await holderInReach(tx.manager, name, caller.reach);
  const body = await findHolder(tx.manager, bodyName);
  if (
    body === undefined ||
    body.state !== 'active' ||
    body.id === holder.id ||
    NO_BODIES.includes(body.kind)
  ) {
    throw notAServiceBody(bodyName);
  }
  const where = province ?? holder.province;
  if (where === null) {
    throw malformed([
      fault('province', 'required', 'the enterprise has none: name it', '该企业无省份信息，请填写'),
    ]);
  }
  if (documentHash !== undefined) await requireDocument(tx, documentHash, caller);
  const id = newId();
  await tx.query(
    `insert into allowances.service_engagement
       (id, holder_id, body_id, province, work, from_day, document_hash, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9)`,
    [id, holder.id, body.id, where, work, from, documentHash ?? null, now, caller.id],
  );
  await recordAudit(
    tx,
    {
      action: 'emitter.service-body-engaged',
      subject: { kind: 'service-engagement', id },
      holderId: holder.id,
      after: { body: body.code, work, province: where, from },
      ...(documentHash === undefined ? {} : { documentHash }),
    },
    now,
  );
  return engagementInReach(tx, id, caller.reach);
}

/** Ends an engagement. @throws Refusal EMITTERS_ENGAGEMENT_UNKNOWN, EMITTERS_ENGAGEMENT_ENDED, INPUT_MALFORMED */
export async function endServiceEngagement(
  tx: Transaction,
  { id, until, reason }: { readonly id: string; readonly until: ChinaDate; readonly reason: string },
  caller: Caller,
  now: Date,
): Promise<ServiceEngagement> {
  const found = await engagementInReach(tx, id, caller.reach);
  if (found.until !== null) throw engagementEnded();
  if (until < found.from)
    throw malformed([fault('until', 'order', 'is before it began', '早于委托开始日期')]);
  await tx
    .query(
      `insert into allowances.service_engagement_end (engagement_id, until_day, reason, recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5)`,
      [id, until, reason, now, caller.id],
    )
    .catch((error: unknown) => {
      throw sqlState(error) === '23505' ? engagementEnded() : error;
    });
  await recordAudit(
    tx,
    {
      action: 'emitter.service-body-released',
      subject: { kind: 'service-engagement', id },
      holderId: found.holderId,
      after: { body: found.body, until },
      reason,
    },
    now,
  );
  return { ...found, until };
}

const SELECT = `select e.id, e.holder_id as "holderId", h.code as holder, e.body_id as "bodyId", b.code as body,
    e.province, e.work, e.from_day::text as "from", x.until_day::text as until,
    encode(e.document_hash, 'hex') as "documentHash"
  from allowances.service_engagement e left join allowances.service_engagement_end x on x.engagement_id = e.id
  join identity.holder h on h.id = e.holder_id join identity.holder b on b.id = e.body_id`;

async function engagementInReach(reader: Reader, id: string, reach: Reach): Promise<ServiceEngagement> {
  const [found] = await reader.query<ServiceEngagement>(
    `${SELECT} where e.id = $1 and ($2::uuid[] is null or e.holder_id = any($2))`,
    [id, reachIds(reach)],
  );
  if (found === undefined) throw engagementUnknown(id);
  return found;
}

/** Engagements of enterprises, and of bodies themselves, within reach, the newest first. */
export async function readServiceEngagements(
  reader: Reader,
  { reach, province }: { readonly reach: Reach; readonly province?: string | undefined },
  { limit, after }: PageRequest,
): Promise<Page<ServiceEngagement>> {
  const rows = await reader.query<ServiceEngagement>(
    `${SELECT} where ($1::uuid[] is null or e.holder_id = any($1) or e.body_id = any($1))
       and ($2::text is null or e.province = $2) and ($3::uuid is null or e.id < $3)
      order by e.id desc limit $4`,
    [reachIds(reach), province ?? null, after?.[0] ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}
