import type { Holder } from '@carbon/identity';
import { fault, malformed, parseChinaDate } from '@carbon/kernel';
import type { AssetFacts } from '@carbon/sources';
import type { FactValue, Measured } from '../../domain/methodologies/methodology';
import type { NewProject } from '../use-cases/file-project';
import type { NamedFactBody, NewProjectBody } from './new-project-body';

/** @throws Refusal INPUT_MALFORMED naming names that are given twice, and facts that are both or neither */
export function newProjectOf(body: NewProjectBody, owner: Holder): NewProject {
  return {
    ...{
      owner,
      scheme: body.scheme,
      methodology: body.methodology,
      nameZh: body.nameZh,
      nameEn: body.nameEn,
    },
    ...{ asset: assetOf(body), plantCode: body.plantCode ?? null },
    ...{ account: body.account, validator: body.validator, designAuthor: body.designAuthor },
    constructionStarted: parseChinaDate(body.constructionStarted),
    commissioned: parseChinaDate(body.commissioned),
    lifetimeUntil: body.lifetimeUntil === undefined ? null : parseChinaDate(body.lifetimeUntil),
    ...creditingOf(body),
    designDocument: body.designDocument,
    parameters: byName(body.parameters, 'parameters', ({ value, unit }): Measured => ({ value, unit })),
    facts: factsOf(body.facts),
    ...{ etsCovered: body.etsCovered, legallyRequired: body.legallyRequired },
    ...{ inOtherMechanism: body.inOtherMechanism, additionality: body.additionality ?? null },
    source: body.source,
  };
}

function creditingOf(body: NewProjectBody): Pick<NewProject, 'creditingFrom' | 'creditingTo'> {
  const [creditingFrom, creditingTo] = [parseChinaDate(body.creditingFrom), parseChinaDate(body.creditingTo)];
  if (creditingTo < creditingFrom) {
    throw malformed([
      fault('creditingTo', 'order', 'must not be before creditingFrom', '不得早于 creditingFrom'),
    ]);
  }
  return { creditingFrom, creditingTo };
}

function assetOf({ asset, nameZh, nameEn, commissioned }: NewProjectBody): AssetFacts {
  const { kind, province, latitude, longitude, technology, capacityKw } = asset;
  return {
    ...{ kind, names: [nameZh, nameEn], startedOn: parseChinaDate(commissioned) },
    meters: asset.meters ?? [],
    numbers: Object.fromEntries((asset.numbers ?? []).map(({ giver, number }) => [giver, number])),
    parcels: asset.parcels ?? [],
    ...(province === undefined ? {} : { province }),
    ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
    ...(technology === undefined ? {} : { technology }),
    ...(capacityKw === undefined ? {} : { capacityKw }),
  };
}

/** Figures by name. @throws Refusal INPUT_MALFORMED for a name given twice */
export function byName<F extends { readonly name: string }, V>(
  figures: readonly F[],
  field: string,
  valueOf: (figure: F) => V,
): Record<string, V> {
  refuseRepeated(figures, field);
  return Object.fromEntries<V>(figures.map((figure): [string, V] => [figure.name, valueOf(figure)]));
}

function factsOf(facts: readonly NamedFactBody[]): Record<string, FactValue> {
  refuseRepeated(facts, 'facts');
  return Object.fromEntries<FactValue>(
    facts.map(({ name, value, unit, yes }, at): [string, FactValue] => {
      if (yes !== undefined && value === undefined && unit === undefined) return [name, yes];
      if (yes === undefined && value !== undefined && unit !== undefined) return [name, { value, unit }];
      throw malformed([
        fault(
          `facts[${at}]`,
          'choice',
          'must have value and unit, or yes',
          '须给出 value 与 unit，或给出 yes',
        ),
      ]);
    }),
  );
}

function refuseRepeated(named: readonly { readonly name: string }[], field: string): void {
  const faults = named.flatMap(({ name }, at) =>
    named.findIndex((other) => other.name === name) === at
      ? []
      : [fault(`${field}[${at}].name`, 'unique', 'is repeated', '重复')],
  );
  if (faults.length > 0) throw malformed(faults);
}
