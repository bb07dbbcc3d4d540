import type { ChinaDate } from '@carbon/kernel';
import type { CreditSchemeId } from '../../domain/schemes/credit-scheme';
import type { FactValue, Measured } from '../../domain/methodologies/methodology';
import type { ProjectState } from '../domain/project-steps';

/** A project as it was filed, and where it stands. */
export interface Project {
  readonly id: string;
  /** Public number, `PJ000123`. */
  readonly number: string;
  readonly scheme: CreditSchemeId;
  /** The owner. */
  readonly holderId: string;
  /** The owner's account, to which reductions are issued. */
  readonly accountNumber: string;
  readonly methodology: string;
  readonly methodologyVersion: string;
  readonly methodologyHash: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly assetId: string;
  /** The 17 digits under which a power plant is filed. */
  readonly plantCode: string | null;
  readonly parcels: readonly string[];
  readonly constructionStarted: ChinaDate;
  readonly commissioned: ChinaDate;
  readonly lifetimeUntil: ChinaDate | null;
  readonly creditingFrom: ChinaDate;
  readonly creditingTo: ChinaDate;
  readonly validatorId: string | null;
  readonly designAuthorId: string | null;
  /** SHA-256, hex. */
  readonly designDocument: string;
  readonly parameters: Readonly<Record<string, Measured>>;
  readonly facts: Readonly<Record<string, FactValue>>;
  /** CCR-001: inside a national or local allowance scheme; asked for by law anyway. */
  readonly etsCovered: boolean;
  readonly legallyRequired: boolean;
  /** CCR-002: filed in another greenhouse-gas mechanism. */
  readonly inOtherMechanism: boolean;
  /** Why it would not be without the credits, in words of the design document; null where it is waived. */
  readonly additionality: string | null;
  readonly disclosure: string | null;
  readonly disclosureUntil: ChinaDate | null;
  readonly commentFrom: ChinaDate | null;
  readonly commentUntil: ChinaDate | null;
  readonly appliedOn: ChinaDate | null;
  readonly reviewUntil: ChinaDate | null;
  readonly state: ProjectState;
  readonly source: string;
  readonly filedBy: string;
  readonly filedAt: Date;
}

/** The columns of `credits.project p` under the names of `Project`. */
export const PROJECT_COLUMNS = `p.id, p.number, p.scheme, p.holder_id as "holderId", p.account_number as "accountNumber",
  p.methodology, p.methodology_version as "methodologyVersion", p.methodology_hash as "methodologyHash",
  p.name_zh as "nameZh", p.name_en as "nameEn", p.asset_id as "assetId", p.plant_code as "plantCode", p.parcels,
  p.construction_started::text as "constructionStarted", p.commissioned::text, p.lifetime_until::text as "lifetimeUntil",
  p.crediting_from::text as "creditingFrom", p.crediting_to::text as "creditingTo", p.validator_id as "validatorId",
  p.design_author_id as "designAuthorId", encode(p.design_document, 'hex') as "designDocument", p.parameters, p.facts,
  p.ets_covered as "etsCovered", p.legally_required as "legallyRequired",
  p.in_other_mechanism as "inOtherMechanism", p.additionality, p.disclosure, p.disclosure_until::text as "disclosureUntil",
  p.comment_from::text as "commentFrom", p.comment_until::text as "commentUntil", p.applied_on::text as "appliedOn",
  p.review_until::text as "reviewUntil", p.state, p.source, p.filed_by as "filedBy", p.filed_at as "filedAt"`;
