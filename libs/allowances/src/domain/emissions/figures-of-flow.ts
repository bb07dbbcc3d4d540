import { fault, type FieldFault } from '@carbon/kernel';
import type { Decimal } from 'decimal.js';
import type { UsedFigure } from './emission-result';
import { Exact } from './exact';
import type { FactorLibrary } from './factor-pack';

/** The figures of one flow: the enterprise's own before the library's; what is missing is noted. */
export class FiguresOfFlow {
  readonly used: UsedFigure[] = [];
  readonly faults: FieldFault[] = [];

  constructor(
    private readonly library: FactorLibrary,
    private readonly at: string,
  ) {}

  /** The enterprise's own figure, or the library's; zero, and a fault, where there is neither. */
  take(
    name: string,
    own: { readonly value?: string | undefined; readonly unit: string },
    id: string,
  ): Decimal {
    if (own.value !== undefined) {
      this.used.push({ name, value: own.value, unit: own.unit });
      return new Exact(own.value);
    }
    return this.fromLibrary(name, id).value;
  }

  /** A figure of the library with its unit. */
  fromLibrary(name: string, id: string): { readonly value: Decimal; readonly unit: string } {
    const found = this.library.find(id);
    if (found === undefined) {
      const [en, zh] = [`has no default (${id}): state it`, `没有缺省值（${id}），应填写实测值`];
      this.faults.push(fault(`${this.at}.${name}`, 'no-default', en, zh));
      return { value: new Exact(0), unit: '' };
    }
    const { value, unit } = found.value;
    this.used.push({ name, value, unit, factor: id, certainty: found.certainty });
    return { value: new Exact(value), unit };
  }

  /** A molar mass and the like: a constant of the formula. */
  constant(id: string): Decimal {
    return this.fromLibrary(id, id).value;
  }

  fault(name: string, rule: string, en: string, zh: string): void {
    this.faults.push(fault(`${this.at}.${name}`, rule, en, zh));
  }
}
