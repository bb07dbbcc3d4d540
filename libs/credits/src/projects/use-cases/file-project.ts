import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { findHolder, type Holder } from '@carbon/identity';
import { chinaDate, fault, malformed, newId } from '@carbon/kernel';
import { type AccountView, readAccount, readAccountsOf } from '@carbon/ledger';
import { type Asset, assetsOfPlants, type AssetFacts, registerAsset, rootAsset } from '@carbon/sources';
import type { CreditDesk } from '../../desk';
import { methodologyOn } from '../../domain/methodologies/methodology-packs';
import { creditSchemeOn } from '../../domain/schemes/credit-schemes';
import type { UnmetRule } from '../../domain/unmet-rule';
import { bodyNotWanted, holderBanned } from '../../life-cycle/domain/refusals';
import { actingOf, requireActsFor } from '../../life-cycle/use-cases/acting';
import { namedBody } from '../../life-cycle/use-cases/named-bodies';
import { requireOwnDocuments } from '../../life-cycle/use-cases/own-document';
import { bannedUntil } from '../../persistence/bans';
import { accountNotOwners, assetOfAnother, ownerHasNoAccount, plantUnknown } from '../domain/refusals';
import type { Project } from '../persistence/project';
import { insertProject, nextProjectNumber } from '../persistence/write-projects';
import { judgeOn } from './judge';
import { requirePlantNamed } from './plant-of-project';
import { stepProject } from './step-project';

type Filed = Pick<
  Project,
  | 'scheme'
  | 'methodology'
  | 'nameZh'
  | 'nameEn'
  | 'plantCode'
  | 'constructionStarted'
  | 'commissioned'
  | 'lifetimeUntil'
  | 'creditingFrom'
  | 'creditingTo'
  | 'designDocument'
  | 'parameters'
  | 'facts'
  | 'etsCovered'
  | 'legallyRequired'
  | 'inOtherMechanism'
  | 'additionality'
  | 'source'
>;

export interface NewProject extends Filed {
  readonly owner: Holder;
  /** The physical thing; its names are completed with the project's. */
  readonly asset: AssetFacts;
  /** The owner's holding account; its first when absent. */
  readonly account?: string | undefined;
  /** Id or code of the body that validates; needed where the scheme asks for a validation. */
  readonly validator?: string | undefined;
  /** Id or code of the holder that wrote the design document. */
  readonly designAuthor?: string | undefined;
}

export interface FiledAnswer {
  readonly project: Project;
  /** What stands in the way of publication, and what stays a warning. */
  readonly unmet: readonly UnmetRule[];
  readonly flags: readonly UnmetRule[];
  /** Numbers of what the asset may also be: registration waits for two people to say (CCR-002). */
  readonly suspected: number;
}

/**
 * Files a project as a draft of its owner (CCR-003). Nothing is public yet; what the rules say of it is told and kept.
 * @throws Refusal CREDITS_HOLDER_BANNED, CREDITS_METHODOLOGY_UNKNOWN, CREDITS_NOT_A_VERIFIER and the like of bodies,
 * CREDITS_DOCUMENT_OF_ANOTHER, CREDITS_ASSET_OF_ANOTHER, CREDITS_PLANT_UNKNOWN, CREDITS_PLANT_CODE_MISSING,
 * CREDITS_ACCOUNT_NOT_OF_OWNER
 */
export async function fileProject(
  tx: Transaction,
  desk: CreditDesk,
  filing: NewProject,
  caller: Caller,
): Promise<FiledAnswer> {
  const now = desk.clock.now();
  const today = chinaDate(now);
  const { owner } = filing;
  requireActsFor(caller, owner.id, 'file');
  const banned = await bannedUntil(tx, owner.id, today);
  if (banned !== undefined) throw holderBanned(banned);
  const methodology = methodologyOn(filing.methodology, today);
  await requireOwnDocuments(tx, owner.id, [filing.designDocument]);
  const bodies = await bodiesOf(tx, filing, now);
  const account = await accountOf(tx, owner.id, filing.account);
  const id = newId();
  const number = await nextProjectNumber(tx);
  const { asset, suspected } = await assetOf(tx, filing, number, now);
  await requirePlantNamed(tx, methodology, { plantCode: filing.plantCode, assetId: asset.id });
  const project: Omit<Project, 'state'> = {
    ...filedOf(filing),
    ...bodies,
    ...{ id, number, holderId: owner.id, accountNumber: account.number, assetId: asset.id },
    parcels: asset.parcels,
    methodology: methodology.code,
    methodologyVersion: methodology.version,
    methodologyHash: methodology.hash,
    ...{ disclosure: null, disclosureUntil: null, commentFrom: null, commentUntil: null },
    ...{ appliedOn: null, reviewUntil: null },
    ...{ filedBy: caller.id, filedAt: now },
  };
  await insertProject(tx, project);
  const drafted = await stepProject(
    tx,
    { ...project, state: 'new' },
    {
      act: 'file',
      by: actingOf(caller),
      now,
      documentHash: filing.designDocument,
      details: {
        ...{ scheme: filing.scheme, methodology: methodology.code, version: methodology.version },
        ...{ asset: asset.number, suspected },
      },
    },
  );
  return { project: drafted, suspected, ...(await judgeOn(tx, 'filing', drafted, now)) };
}

/** What the owner says of the project itself. */
function filedOf(filing: NewProject): Omit<Filed, 'methodology'> {
  const { scheme, nameZh, nameEn, plantCode, constructionStarted, commissioned, lifetimeUntil } = filing;
  const { creditingFrom, creditingTo, designDocument, parameters, facts, additionality, source } = filing;
  const { etsCovered, legallyRequired, inOtherMechanism } = filing;
  return {
    ...{ scheme, nameZh, nameEn, plantCode, constructionStarted, commissioned, lifetimeUntil },
    ...{ creditingFrom, creditingTo, designDocument, parameters, facts, additionality, source },
    ...{ etsCovered, legallyRequired, inOtherMechanism },
  };
}

async function bodiesOf(
  tx: Transaction,
  { scheme: id, owner, validator, designAuthor }: NewProject,
  now: Date,
): Promise<Pick<Project, 'validatorId' | 'designAuthorId'>> {
  const scheme = creditSchemeOn(id, chinaDate(now));
  const author = designAuthor === undefined ? undefined : await findHolder(tx.manager, designAuthor);
  const parties = { ownerId: owner.id, authorId: author?.id ?? null };
  if (!scheme.validationNeeded.value) {
    if (validator !== undefined) throw bodyNotWanted(id);
    return { validatorId: null, designAuthorId: parties.authorId };
  }
  if (validator === undefined) {
    throw malformed([
      fault(
        'validator',
        'required',
        'must be named: the scheme asks for a validation',
        '该机制须经审定，必须填写',
      ),
    ]);
  }
  const body = await namedBody(tx, validator, parties, scheme);
  return { validatorId: body.id, designAuthorId: parties.authorId };
}

async function accountOf(
  tx: Transaction,
  ownerId: string,
  named: string | undefined,
): Promise<Pick<AccountView, 'number'>> {
  if (named === undefined) {
    const { items } = await readAccountsOf(tx, ownerId, { limit: 500 });
    const first = items.find(({ kind, state }) => kind === 'holding' && state !== 'closed');
    if (first === undefined) throw ownerHasNoAccount();
    return first;
  }
  const account = await readAccount(tx, named);
  if (account?.holderId !== ownerId || account.kind !== 'holding') throw accountNotOwners(named);
  return account;
}

/** The asset behind a project: that of its plant where it names one, else found again or entered. */
async function assetOf(
  tx: Transaction,
  { owner, asset: facts, plantCode, nameZh, nameEn }: NewProject,
  number: string,
  now: Date,
): Promise<{ readonly asset: Asset; readonly suspected: number }> {
  if (plantCode !== null && !(await assetsOfPlants(tx, [plantCode])).has(plantCode)) {
    throw plantUnknown(plantCode);
  }
  const names = [...new Set([...facts.names, nameZh, nameEn])];
  const { asset, suspicions } = await registerAsset(tx, {
    facts: { ...facts, names },
    holderId: owner.id,
    filedAs: plantCode === null ? `project:${number}` : `plant:${plantCode}`,
    now,
  });
  const root = await rootAsset(tx, asset.id);
  if (root.holderId !== owner.id) throw assetOfAnother();
  return { asset: root, suspected: suspicions.length };
}
