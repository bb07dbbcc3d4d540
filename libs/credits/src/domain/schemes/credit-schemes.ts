import type { ChinaDate } from '@carbon/kernel';
import { Refusal } from '@carbon/kernel';
import { type PackOnDay, RulePacks } from '@carbon/rules/domain';
import ccer from '../../../packs/credit-scheme-ccer.2023-1.json';
import beijing from '../../../packs/credit-scheme-pher-bj.2025-1.json';
import chengdu from '../../../packs/credit-scheme-pher-cd.2020-1.json';
import chongqing from '../../../packs/credit-scheme-pher-cq.2021-1.json';
import guangdong from '../../../packs/credit-scheme-pher-gd.2022-1.json';
import shanghai from '../../../packs/credit-scheme-pher-sh.2025-1.json';
import suzhouPark from '../../../packs/credit-scheme-pher-sip.2022-1.json';
import shenzhen from '../../../packs/credit-scheme-pher-sz.2021-1.json';
import wuhan from '../../../packs/credit-scheme-pher-wh.2023-1.json';
import manifest from '../../../packs/manifest.json';
import { CREDIT_SCHEMES, type CreditScheme, type CreditSchemeId } from './credit-scheme';
import { schemeShape } from './scheme-shape';

const packsOf = (id: CreditSchemeId, ...files: readonly unknown[]) =>
  new RulePacks(`credit-scheme-${id.toLowerCase()}`, schemeShape, files, manifest);

/** The packs of every scheme; a faulty one, or one that is not as released, stops the program here. */
export const creditSchemePacks: Readonly<Record<CreditSchemeId, RulePacks<typeof schemeShape>>> = {
  CCER: packsOf('CCER', ccer),
  'PHER-SIP': packsOf('PHER-SIP', suzhouPark),
  'PHER-GD': packsOf('PHER-GD', guangdong),
  'PHER-SZ': packsOf('PHER-SZ', shenzhen),
  'PHER-WH': packsOf('PHER-WH', wuhan),
  'PHER-SH': packsOf('PHER-SH', shanghai),
  'PHER-BJ': packsOf('PHER-BJ', beijing),
  'PHER-CQ': packsOf('PHER-CQ', chongqing),
  'PHER-CD': packsOf('PHER-CD', chengdu),
};

/** The name of a scheme that stands here. @throws Refusal CREDITS_SCHEME_UNKNOWN (422) */
export function parseCreditScheme(text: string): CreditSchemeId {
  const id = CREDIT_SCHEMES.find((known) => known === text);
  if (id !== undefined) return id;
  const named = text.slice(0, 40);
  throw new Refusal(
    'CREDITS_SCHEME_UNKNOWN',
    422,
    { zh: `没有名为 ${named} 的减排机制`, en: `There is no credit scheme ${named}` },
    { details: { scheme: named, known: CREDIT_SCHEMES.join(', ') } },
  );
}

/**
 * A scheme with its figures in force on a China day.
 * @throws Refusal RULES_NO_PACK (422) for a day that no pack of the scheme covers
 */
export function creditSchemeOn(id: CreditSchemeId, day: ChinaDate): CreditScheme {
  const pack = creditSchemePacks[id].on(day);
  const figures = figuresOf(pack);
  const title = creditSchemePacks[id].versions().find(({ version }) => version === pack.version)?.title;
  if (title === undefined) throw new RangeError(`${id} ${pack.version} has no title`);
  return {
    id,
    title,
    day,
    pack: pack.reference(Object.values(figures)),
    reference: (used) => pack.reference(used),
    instrumentKind: id === 'CCER' ? 'credit' : 'inclusion-reduction',
    ...figures,
  };
}

type Figures = Omit<CreditScheme, 'id' | 'title' | 'day' | 'pack' | 'reference' | 'instrumentKind'>;

function figuresOf(pack: PackOnDay<typeof schemeShape>): Figures {
  return {
    designCommentWorkingDays: pack.value('design-comment.working-days'),
    reportCommentWorkingDays: pack.value('report-comment.working-days'),
    reviewWorkingDays: pack.value('review.working-days'),
    disclosureWorkingDays: pack.value('disclosure.working-days'),
    validationNeeded: pack.value('validation.needed'),
    verificationNeeded: pack.value('verification.needed'),
    validatorMayVerify: pack.value('validator.may-verify'),
    owners: pack.value('owners'),
    constructionAfter: pack.value('construction.after'),
    reductionsAfter: pack.value('reductions.after'),
    windowYears: pack.value('window.years'),
    etsCoveredMayEnter: pack.value('ets-covered.may-enter'),
    methodologies: pack.value('methodologies'),
    incompleteMethodology: pack.value('incomplete-methodology'),
    purposes: pack.value('purposes'),
    crossBorder: pack.value('cross-border'),
    recordYears: pack.value('records.years'),
    fraud: pack.value('fraud'),
    bodies: pack.value('bodies'),
    exclusivity: pack.value('exclusivity'),
    equivalence: pack.value('equivalence'),
    minimumIssueT: pack.value('issue.minimum'),
  };
}
