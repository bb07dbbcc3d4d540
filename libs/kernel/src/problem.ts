import type { Refusal, Text } from './refusal';

export type Language = keyof Text;

/** An error as RFC 9457 tells it, with what the platform adds. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** The sentence in the caller's language. */
  readonly detail: string;
  readonly messages: Text;
  readonly rule?: string;
  readonly fields?: readonly { readonly field: string; readonly rule: string; readonly message: Text }[];
  readonly details?: Readonly<Record<string, string>>;
  readonly correlationId?: string;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The problem document of an error. `refusal` adds its rule, fields and details. */
export function problemDocument(
  what: { readonly status: number; readonly code: string; readonly text: Text; readonly refusal?: Refusal },
  language: Language,
  correlationId?: string,
): Problem {
  const { status, code, text, refusal } = what;
  return {
    type: `urn:carbon-ledger:problem:${code}`,
    title: TITLES[status] ?? 'Error',
    status,
    code,
    detail: text[language],
    messages: { zh: text.zh, en: text.en },
    ...(refusal?.rule === undefined ? {} : { rule: refusal.rule }),
    ...(refusal === undefined || refusal.fields.length === 0 ? {} : { fields: refusal.fields }),
    ...(refusal === undefined || Object.keys(refusal.details).length === 0
      ? {}
      : { details: refusal.details }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
}

/** The problem document of a refusal. */
export function problemOfRefusal(refusal: Refusal, language: Language, correlationId?: string): Problem {
  const { status, code, text } = refusal;
  return problemDocument({ status, code, text, refusal }, language, correlationId);
}
