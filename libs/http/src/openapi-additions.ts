import { Injectable, type Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

/** What a room adds to the OpenAPI document. */
export interface OpenApiAddition {
  /** Classes that no route names. */
  readonly models: readonly Type[];
  /** Changes the finished document. */
  readonly amend: (document: OpenAPIObject) => void;
}

/** Where rooms say what they add to the OpenAPI document, for shapes that are known only once all rooms are there. */
@Injectable()
export class OpenApiAdditions {
  private readonly additions: (() => OpenApiAddition)[] = [];

  /** `addition` is asked when the document is written. */
  add(addition: () => OpenApiAddition): void {
    this.additions.push(addition);
  }

  all(): OpenApiAddition[] {
    return this.additions.map((addition) => addition());
  }
}
