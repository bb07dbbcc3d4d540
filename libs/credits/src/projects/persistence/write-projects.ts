import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { Project } from './project';

const DIGITS = 6;

/** The next public number of a project, `PJ000123`. */
export async function nextProjectNumber(tx: Transaction): Promise<string> {
  const [row] = await tx.query<{ serial: string }>(`select nextval('credits.project_number') as serial`);
  return `PJ${(row?.serial ?? '0').padStart(DIGITS, '0')}`;
}

/** Writes down a project that is new; its first event makes it a draft. */
export async function insertProject(tx: Transaction, project: Omit<Project, 'state'>): Promise<void> {
  await tx.query(
    `insert into credits.project (id, number, scheme, holder_id, account_number, methodology, methodology_version,
       methodology_hash, name_zh, name_en, asset_id, plant_code, parcels, construction_started, commissioned,
       lifetime_until, crediting_from, crediting_to, validator_id, design_author_id, design_document, parameters, facts,
       ets_covered, legally_required, in_other_mechanism, additionality, source, filed_by, filed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, decode($21, 'hex'),
       $22, $23, $24, $25, $26, $27, $28, $29, $30)`,
    [
      project.id,
      project.number,
      project.scheme,
      project.holderId,
      project.accountNumber,
      project.methodology,
      project.methodologyVersion,
      project.methodologyHash,
      project.nameZh,
      project.nameEn,
      project.assetId,
      project.plantCode,
      project.parcels,
      project.constructionStarted,
      project.commissioned,
      project.lifetimeUntil,
      project.creditingFrom,
      project.creditingTo,
      project.validatorId,
      project.designAuthorId,
      project.designDocument,
      JSON.stringify(project.parameters),
      JSON.stringify(project.facts),
      project.etsCovered,
      project.legallyRequired,
      project.inOtherMechanism,
      project.additionality,
      project.source,
      project.filedBy,
      project.filedAt,
    ],
  );
}

export async function setDisclosure(
  tx: Transaction,
  id: string,
  { text, until }: { readonly text: string; readonly until: ChinaDate },
): Promise<void> {
  await tx.query(`update credits.project set disclosure = $2, disclosure_until = $3 where id = $1`, [
    id,
    text,
    until,
  ]);
}

export async function setCommentTime(
  tx: Transaction,
  id: string,
  { from, until }: { readonly from: ChinaDate; readonly until: ChinaDate },
): Promise<void> {
  await tx.query(`update credits.project set comment_from = $2, comment_until = $3 where id = $1`, [
    id,
    from,
    until,
  ]);
}

export async function setReviewTime(
  tx: Transaction,
  id: string,
  { appliedOn, until }: { readonly appliedOn: ChinaDate; readonly until: ChinaDate },
): Promise<void> {
  await tx.query(`update credits.project set applied_on = $2, review_until = $3 where id = $1`, [
    id,
    appliedOn,
    until,
  ]);
}
