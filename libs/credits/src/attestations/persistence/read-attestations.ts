import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Standing } from '../domain/standing';
import { type Attestation, ATTESTATION_COLUMNS, type AttestationEvent } from './attestation';

export interface AttestationFilter {
  readonly type?: string | undefined;
  readonly holderId?: string | undefined;
  readonly standing?: Standing | undefined;
}

/** The attestation with a number, whoever asks. */
export async function findAttestation(reader: Reader, number: string): Promise<Attestation | undefined> {
  const [row] = await reader.query<Attestation>(
    `select ${ATTESTATION_COLUMNS} from credits.attestation a where a.number = $1`,
    [number],
  );
  return row;
}

/** Holder's and certifier's: values from `$1` to `$3`. */
const SEEN = `(${inReach(1, { holder: 'a.holder_id', moment: 'a.issued_at' })}
  or ${inReach(1, { holder: 'a.certifier_id', moment: 'a.issued_at' })})`;

/** What `standingOn` says, in SQL, on the day `$4`. */
const STANDING = `case when a.state = 'withdrawn' then 'withdrawn' when $4::date > a.valid_until then 'expired'
  when a.state = 'suspended' then 'suspended' when $4::date < a.valid_from then 'upcoming' else 'valid' end`;

/** Attestations in reach by number, as they stand on a day. */
export async function readAttestations(
  reader: Reader,
  reach: Reach,
  today: ChinaDate,
  page: PageRequest,
  { type, holderId, standing }: AttestationFilter,
): Promise<Page<Attestation>> {
  const rows = await reader.query<Attestation>(
    `select ${ATTESTATION_COLUMNS} from credits.attestation a
      where ${SEEN} and a.number > $5 and ($6::text is null or a.type = $6) and ($7::uuid is null or a.holder_id = $7)
        and ($8::text is null or ${STANDING} = $8)
      order by a.number limit $9`,
    [
      ...[...reachValues(reach), today, page.after?.[0] ?? '', type ?? null, holderId ?? null],
      ...[standing ?? null, page.limit + 1],
    ],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}

/** Whether an attestation is in reach. */
export async function isAttestationSeen(reader: Reader, id: string, reach: Reach): Promise<boolean> {
  const rows = await reader.query(`select from credits.attestation a where ${SEEN} and a.id = $4`, [
    ...reachValues(reach),
    id,
  ]);
  return rows.length > 0;
}

/** What happened to one attestation, oldest first. */
export async function readAttestationEvents(
  reader: Reader,
  subjectId: string,
  page: PageRequest,
): Promise<Page<AttestationEvent>> {
  const rows = await reader.query<AttestationEvent>(
    `select id, act, from_state as "from", to_state as "to", at, reason, encode(document_hash, 'hex') as "documentHash",
            surveyed_on::text as "surveyedOn", outcome
       from credits.attestation_event where subject_id = $1 and id > $2 order by id limit $3`,
    [subjectId, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
