import { type ArgumentMetadata, type Type, ValidationPipe } from '@nestjs/common';
import { fault, type FieldFault, malformed } from '@carbon/kernel';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { constraintText } from './constraint-texts';
import { faultsOfOwnConstraint } from './field-decorators';

const RULES = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: false,
  validationError: { target: false, value: true },
} as const;

/** Far deeper than any body of ours, far shallower than what fills the stack of those who walk through it. */
const DEEPEST = 32;

/** Refuses a body that is nested without end, before anything goes through it by recursion. */
class BoundedValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') refuseDeep(value);
    return super.transform(value, metadata);
  }
}

/** Level by level: no recursion of its own. @throws Refusal INPUT_MALFORMED */
function refuseDeep(body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      throw malformed([
        fault('body', 'depth', `is nested deeper than ${DEEPEST} levels`, `嵌套不得超过 ${DEEPEST} 层`),
      ]);
    }
    level = level.flatMap((each) => (isContainer(each) ? (Object.values(each) as unknown[]) : []));
  }
}

/** JSON's own objects and lists; an upload is none. */
function isContainer(value: unknown): value is object {
  return (
    Array.isArray(value) ||
    (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
  );
}

/**
 * Checks every body, query and path against its class: unknown fields are refused, all faults told at once.
 * @throws Refusal INPUT_MALFORMED with a fault a field
 */
export function validationPipe(): ValidationPipe {
  return new BoundedValidationPipe({
    ...RULES,
    transform: true,
    exceptionFactory: (errors) => malformed(faultsOf(errors)),
  });
}

/**
 * An object of a request as an instance of a class that is known only when it is read; checked as bodies are.
 * @throws Refusal INPUT_MALFORMED with faults below `field`
 */
export async function checkedPart<T extends object>(type: Type<T>, plain: object, field: string): Promise<T> {
  const part = plainToInstance(type, plain);
  const errors = await validate(part, RULES);
  if (errors.length > 0) throw malformed(faultsOf(errors, field));
  return part;
}

/** What class-validator tells of one property. */
interface PropertyError {
  readonly property: string;
  readonly value?: unknown;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly PropertyError[];
}

/** The faults class-validator found, with the paths of nested fields: `months[3].energyWh`. */
export function faultsOf(errors: readonly PropertyError[], parent = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const path = pathOf(parent, error.property);
    const own = Object.entries(mostTelling(error)).flatMap(([constraint, sentence]) => {
      const faults = faultsOfOwnConstraint(constraint, error.value, path);
      if (faults !== undefined) return faults;
      return [
        { field: path, rule: constraint, message: constraintText(constraint, sentence, error.property) },
      ];
    });
    return [...own, ...faultsOf(error.children ?? [], path)];
  });
}

/** What is no list at all is neither too short nor too long. */
function mostTelling({ constraints = {} }: PropertyError): Readonly<Record<string, string>> {
  const { isArray } = constraints;
  return isArray === undefined ? constraints : { isArray };
}

function pathOf(parent: string, property: string | undefined): string {
  // an input that is no object at all has no property name
  if (property === undefined || property === '') return parent === '' ? 'body' : parent;
  if (/^\d+$/.test(property)) return `${parent}[${property}]`;
  return parent === '' ? property : `${parent}.${property}`;
}
